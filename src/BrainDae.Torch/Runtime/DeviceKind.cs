namespace BrainDae.Torch.Runtime;

/// <summary>A type of device.</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A graphics card with CUDA.</summary>
    Cuda,

    /// <summary>Apple's Metal.</summary>
    Metal,
}
