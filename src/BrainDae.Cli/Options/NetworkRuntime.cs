namespace BrainDae.Cli.Options;

/// <summary>What runs the network.</summary>
internal enum NetworkRuntime
{
    /// <summary>libtorch, which also trains.</summary>
    Torch,

    /// <summary>ONNX Runtime.</summary>
    Onnx,
}
