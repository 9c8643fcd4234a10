using TorchSharp;

namespace BrainDae.Torch.Runtime;

/// <summary>
/// Numbers that native code reads. TorchSharp 0.107 frees a temporary <see cref="Scalar"/> whenever the garbage
/// collector runs, even while native code is reading it, and makes such temporaries by itself: `a + b`, `add` and `add_`
/// pass a 1 that nobody holds. In code that runs often, name every scalar, and add with <see cref="One"/>.
/// </summary>
internal static class Scalars
{
    /// <summary>The factor of the second term of a sum.</summary>
    public static readonly Scalar One = 1;
}
