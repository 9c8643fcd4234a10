using System.Runtime.CompilerServices;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime.Memory;
using TorchSharp;

namespace BrainDae.Torch.Runtime;

/// <summary>
/// The loaded native library, with its device. Everything that computes with tensors asks for one, so nothing can
/// touch libtorch before the program has said what it wants.
/// </summary>
public sealed class TorchRuntime
{
    private readonly ProcessorTurns? turns;

    private TorchRuntime(torch.Device device, int threads, ProcessorTurns? turns) => (Device, Threads, this.turns) = (device, threads, turns);

    /// <summary>The device that computes.</summary>
    public torch.Device Device { get; }

    /// <summary>Number of threads inside one tensor operation.</summary>
    public int Threads { get; }

    /// <summary>What this runtime computes with where a precision is asked for: never <see cref="NetworkPrecision.Auto"/>.</summary>
    /// <param name="requested">What was asked for.</param>
    public NetworkPrecision Resolve(NetworkPrecision requested) => AutomaticPrecision.Resolve(requested, Device.type, AutomaticPrecision.ProcessorHasBFloat16);

    /// <summary>Loads libtorch and chooses the device. Nothing else of the process changes unless the options ask for it.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="options">What to change for the whole process; null means nothing.</param>
    /// <exception cref="BrainDaeException">The library does not load, the device is not there, or <see cref="TorchRuntimeOptions.Threads"/> is negative.</exception>
    public static TorchRuntime Start(ComputeDevice device, TorchRuntimeOptions? options = null)
    {
        options ??= new();
        BrainDaeException.Refuse(OptionFault.Unless(options.Threads is not < 0, options.Threads, "must be 0 (all processors) or more", nameof(options.Threads)));
        if (options.CacheMemory)
        {
            GlibcMemory.KeepFreedPages();
        }

        try
        {
            if (options.Threads is { } threads)
            {
                torch.set_num_threads(threads == 0 ? Environment.ProcessorCount : threads);
            }

            if (options.CacheMemory)
            {
                LibtorchAllocator.OutOfMemory = options.OutOfMemory;
                LibtorchAllocator.Install();
            }

            var resolved = device.Resolve();
            return new(resolved, torch.get_num_threads(), options.TakeTurns && resolved.type == DeviceType.CPU && torch.get_num_threads() > 1 ? ProcessorTurns.Open() : null);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or NotSupportedException or EntryPointNotFoundException)
        {
            throw new BrainDaeException(
                FailureKind.DeviceUnavailable,
                $"libtorch could not be loaded ({e.GetBaseException().Message.ReplaceLineEndings(" ")}). Reference TorchSharp-cpu, or the TorchSharp-cuda package of your system, in the program. It needs 64-bit Linux with glibc 2.28 or later, Windows, or macOS on Apple silicon.",
                e);
        }
    }

    /// <summary>
    /// Has this library answer for TorchSharp's native one from now on, where the loader refuses it. For programs that call
    /// TorchSharp before anything here; loads nothing.
    /// </summary>
    public static void PrepareLibrary() => RuntimeHelpers.RunModuleConstructor(typeof(TorchRuntime).Module.ModuleHandle);

    /// <summary>Waits for this process's turn on the processors, which ends with the disposal of the result; see <see cref="TorchRuntimeOptions.TakeTurns"/>.</summary>
    internal ProcessorTurns.Turn TakeTurn() => turns?.Take() ?? default;
}
