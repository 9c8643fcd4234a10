using System.Globalization;
using BrainDae.Files;
using TorchSharp;

namespace BrainDae.Torch.Runtime;

/// <summary>Where tensors are computed, as named on the command line: auto, cpu, cuda, cuda:N or mps.</summary>
/// <param name="Kind">Type of device; null means the best one present.</param>
/// <param name="Index">Ordinal of a CUDA device.</param>
public readonly record struct ComputeDevice(DeviceKind? Kind, int Index = 0)
{
    /// <summary>CUDA if there is one, else Apple's Metal, else the CPU.</summary>
    public static ComputeDevice Auto => default;

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu => new(DeviceKind.Cpu);

    /// <summary>Reads a device's name; touches no native library.</summary>
    /// <exception cref="BrainDaeException">The text names no device.</exception>
    public static ComputeDevice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "auto" => Auto,
            "cpu" => Cpu,
            "mps" => new(DeviceKind.Metal),
            "cuda" => new(DeviceKind.Cuda),
            _ when text.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => new(DeviceKind.Cuda, index),
            _ => throw BrainDaeException.Option(new OptionFault(text, "not a device; use auto, cpu, cuda, cuda:N or mps", "device")),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        null => "auto",
        DeviceKind.Cuda => $"cuda:{Index}",
        DeviceKind.Metal => "mps",
        _ => "cpu",
    };

    /// <summary>The torch device; loads the native library.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.DeviceUnavailable"/>.</exception>
    internal torch.Device Resolve() => Kind switch
    {
        null when torch.cuda.is_available() => torch.device(DeviceType.CUDA, 0),
        null when torch.mps_is_available() => torch.device(DeviceType.MPS),
        null or DeviceKind.Cpu => torch.CPU,
        DeviceKind.Cuda when !torch.cuda.is_available() => throw Unavailable($"this build has no CUDA or the machine no CUDA device; build with -p:TorchBackend=cuda-linux, or use {new OptionName("device")} cpu"),
        DeviceKind.Cuda when Index >= torch.cuda.device_count() => throw Unavailable($"the machine has {torch.cuda.device_count()} CUDA device(s); count from 0"),
        DeviceKind.Metal when !torch.mps_is_available() => throw Unavailable($"Metal is not available on this machine; use {new OptionName("device")} cpu"),
        DeviceKind.Cuda => torch.device(DeviceType.CUDA, Index),
        _ => torch.device(DeviceType.MPS),
    };

    private BrainDaeException Unavailable(FailureText remedy) =>
        new(FailureKind.DeviceUnavailable, $"{new OptionName("device")} {this}: {remedy}.");
}
