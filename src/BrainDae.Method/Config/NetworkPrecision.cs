namespace BrainDae.Method.Config;

/// <summary>Arithmetic inside the network. Parameters, their update, normalization statistics and the loss are always single precision.</summary>
public enum NetworkPrecision
{
    /// <summary>
    /// The default of library and program: <see cref="BFloat16"/> on a processor that multiplies it, else <see cref="Float32"/>.
    /// What computes decides it once; models and results record what was decided, never this.
    /// </summary>
    Auto,

    /// <summary>IEEE single precision: the published arithmetic, and the only one of ONNX Runtime.</summary>
    Float32,

    /// <summary>Activations and convolution weights as the upper half of a single: twice as fast where the processor multiplies them.</summary>
    BFloat16,
}

/// <summary>How precisions are written.</summary>
public static class NetworkPrecisions
{
    /// <summary>As flags and messages write it: auto, fp32 or bf16.</summary>
    public static string Text(this NetworkPrecision precision) => precision switch
    {
        NetworkPrecision.Float32 => "fp32",
        NetworkPrecision.BFloat16 => "bf16",
        _ => "auto",
    };
}
