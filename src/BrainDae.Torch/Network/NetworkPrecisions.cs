using System.Runtime.Intrinsics.X86;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime;
using TorchSharp;

namespace BrainDae.Torch.Network;

/// <summary>Reads a precision from the command line and knows what the machine is good at.</summary>
public static class NetworkPrecisions
{
    /// <summary>fp32, bf16, or auto: bf16 where the processor has instructions for it, else fp32.</summary>
    /// <param name="text">The flag's value.</param>
    /// <param name="runtime">What computes.</param>
    /// <exception cref="BrainDaeException">The text names no precision.</exception>
    public static NetworkPrecision Parse(string text, TorchRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return text switch
        {
            "fp32" => NetworkPrecision.Float32,
            "bf16" => NetworkPrecision.BFloat16,
            "auto" => runtime.Device.type == DeviceType.CPU && ProcessorMultipliesBFloat16 ? NetworkPrecision.BFloat16 : NetworkPrecision.Float32,
            _ => throw BrainDaeException.Option($"`precision` {text}: must be auto, fp32 or bf16."),
        };
    }

    /// <summary>Whether the processor has AVX512-BF16 or AMX-BF16.</summary>
    public static bool ProcessorMultipliesBFloat16
    {
        get
        {
            if (!X86Base.IsSupported || !Avx512F.IsSupported)
            {
                return false;
            }

            var (avx512Bf16, _, _, _) = X86Base.CpuId(7, 1);
            var (_, _, _, amx) = X86Base.CpuId(7, 0);
            return (avx512Bf16 & (1 << 5)) != 0 || (amx & (1 << 22)) != 0;
        }
    }
}
