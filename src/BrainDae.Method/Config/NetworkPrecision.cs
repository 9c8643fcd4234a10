namespace BrainDae.Method.Config;

/// <summary>Arithmetic inside the network. Parameters, their update, normalisation statistics and the loss are always single precision.</summary>
public enum NetworkPrecision
{
    /// <summary>IEEE single precision: the published arithmetic.</summary>
    Float32,

    /// <summary>Activations and convolution weights as the upper half of a single: twice as fast where the processor multiplies them.</summary>
    BFloat16,
}
