using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace BrainDae.Torch.Runtime;

/// <summary>Managed access to a tensor's own memory, so that data goes in and out without a copy in between.</summary>
internal static class TensorMemory
{
    /// <summary>The elements of a contiguous single-precision CPU tensor in C order, valid while the tensor lives.</summary>
    public static Span<float> Elements(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
