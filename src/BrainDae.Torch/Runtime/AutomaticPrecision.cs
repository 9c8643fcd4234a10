using System.Runtime.Intrinsics.X86;
using BrainDae.Method.Config;
using TorchSharp;

namespace BrainDae.Torch.Runtime;

/// <summary>Decides which arithmetic <see cref="NetworkPrecision.Auto"/> stands for.</summary>
public static class AutomaticPrecision
{
    /// <summary>
    /// Environment variable that overrides what the processor says of itself: 1 or 0. For tests, and for clusters whose
    /// nodes differ but must compute alike.
    /// </summary>
    public const string Variable = "BRAINDAE_BFLOAT16";

    /// <summary>Whether the processor has AVX512-BF16 or AMX-BF16, or <see cref="Variable"/> says so.</summary>
    public static bool ProcessorHasBFloat16 => Environment.GetEnvironmentVariable(Variable) switch
    {
        "1" => true,
        "0" => false,
        _ => Detected,
    };

    private static bool Detected
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

    /// <summary>What is computed with.</summary>
    /// <param name="requested">What was asked for.</param>
    /// <param name="device">What computes. Only on a processor does auto mean bfloat16.</param>
    /// <param name="processorHasBFloat16">See <see cref="ProcessorHasBFloat16"/>.</param>
    /// <returns><see cref="NetworkPrecision.Float32"/> or <see cref="NetworkPrecision.BFloat16"/>.</returns>
    public static NetworkPrecision Resolve(NetworkPrecision requested, DeviceType device, bool processorHasBFloat16) => requested != NetworkPrecision.Auto ? requested
        : device == DeviceType.CPU && processorHasBFloat16 ? NetworkPrecision.BFloat16
        : NetworkPrecision.Float32;
}
