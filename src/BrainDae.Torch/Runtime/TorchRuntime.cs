using BrainDae.Files;
using BrainDae.Torch.Runtime.Memory;
using TorchSharp;

namespace BrainDae.Torch.Runtime;

/// <summary>
/// The loaded native library, with its device and number of threads chosen. Everything that computes with tensors
/// asks for one, so nothing can touch libtorch before memory and threads are set up.
/// </summary>
public sealed class TorchRuntime
{
    private TorchRuntime(torch.Device device, int threads) => (Device, Threads) = (device, threads);

    /// <summary>The device that computes.</summary>
    public torch.Device Device { get; }

    /// <summary>Number of threads inside one tensor operation.</summary>
    public int Threads { get; }

    /// <summary>Loads libtorch and chooses device and threads.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads of one tensor operation; 0 means one for each processor this process may use.</param>
    /// <exception cref="BrainDaeException">The library does not load or the device is not there.</exception>
    public static TorchRuntime Start(ComputeDevice device, int threads = 0)
    {
        if (threads < 0)
        {
            throw BrainDaeException.Option($"--threads {threads}: must be 0 (all processors) or more.");
        }

        GlibcMemory.KeepFreedPages();
        try
        {
            var count = threads == 0 ? Environment.ProcessorCount : threads;
            torch.set_num_threads(count);
            LibtorchAllocator.Install();
            return new(device.Resolve(), count);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or NotSupportedException or EntryPointNotFoundException)
        {
            throw new BrainDaeException(
                FailureKind.DeviceUnavailable,
                $"libtorch could not be loaded ({e.GetBaseException().Message.ReplaceLineEndings(" ")}). It needs 64-bit Linux with glibc 2.28 or later, Windows, or macOS on Apple silicon.",
                e);
        }
    }
}
