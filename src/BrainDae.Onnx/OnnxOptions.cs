namespace BrainDae.Onnx;

/// <summary>Where and how ONNX Runtime computes.</summary>
public sealed record OnnxOptions
{
    /// <summary>Threads inside one operation; 0, the default, means one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Ordinal of the CUDA device that computes; null, the default, for the processor. Needs the package
    /// Microsoft.ML.OnnxRuntime.Gpu in the program, and CUDA and cuDNN on the machine.
    /// </summary>
    public int? CudaDevice { get; init; }
}
