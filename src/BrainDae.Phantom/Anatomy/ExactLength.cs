using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>
/// Lengths with a fixed order of summation: that of the framework's own vector methods depends on the processor, and
/// a phantom must not.
/// </summary>
internal static class ExactLength
{
    extension(Vector3 v)
    {
        public float Squared => v.X * v.X + v.Y * v.Y + v.Z * v.Z;

        public float Norm => MathF.Sqrt(v.Squared);
    }

    /// <summary>Length of the vector (x, y).</summary>
    public static float Of(float x, float y) => MathF.Sqrt(x * x + y * y);

    /// <summary>Scalar product.</summary>
    public static float Product(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;
}
