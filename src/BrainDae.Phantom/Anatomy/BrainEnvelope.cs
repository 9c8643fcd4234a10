using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>The outer form of the average brain: cerebrum with temporal lobes, cerebellum, brain stem.</summary>
internal static class BrainEnvelope
{
    /// <summary>Thickness of fluid that skull stripping leaves on the brain, in millimetres.</summary>
    public const float Meninges = 0.9f;

    private const float LowestStem = -60;

    private static readonly Ellipsoid Temporal = new(new(39, 4, -22), new(24, 42, 22));
    private static readonly Ellipsoid CerebellarHemisphere = new(new(20, -49, -34), new(32, 31, 23));

    /// <summary>Millimetres below the surface of each part; negative outside of it. Left and right are alike.</summary>
    public static Depths At(Vector3 p)
    {
        var mirrored = p with { X = MathF.Abs(p.X) };
        var cerebrum = SmoothMaximum(Hemispheres(mirrored), Temporal.DepthOf(mirrored), 6);
        var cerebellum = CerebellarHemisphere.DepthOf(mirrored);
        return new(cerebrum, cerebellum, Stem(p));
    }

    private static float Hemispheres(Vector3 p)
    {
        // Egg-shaped from above, broadest behind the middle; flat below.
        var along = p.Y / 84;
        var width = 67 * (1 - 0.05f * along + 0.04f * along * along);
        var height = p.Z > 4 ? 60f : 34f;
        return new Ellipsoid(new(0, 0, 4), new(width, 84, height)).DepthOf(p);
    }

    private static float Stem(Vector3 p)
    {
        // Pons and medulla, thinner and further back downwards.
        var down = Math.Clamp((-10 - p.Z) / 50, 0, 1);
        var pons = Blend.Step(14, 0, MathF.Abs(p.Z + 27));
        var (rx, ry) = (12 - 2.5f * down + 4 * pons, 10 - 2 * down + 4 * pons);
        var (x, y) = (p.X / rx, (p.Y + 20 + 6 * down) / ry);
        var sideways = (1 - MathF.Sqrt(x * x + y * y)) * MathF.Min(rx, ry);
        return MathF.Min(sideways, MathF.Min(p.Z - LowestStem, -2 - p.Z));
    }

    private static float SmoothMaximum(float a, float b, float reach)
    {
        var overlap = MathF.Max(reach - MathF.Abs(a - b), 0) / reach;
        return MathF.Max(a, b) + overlap * overlap * reach * 0.25f;
    }

    /// <summary>Depths in millimetres, negative outside.</summary>
    public readonly record struct Depths(float Cerebrum, float Cerebellum, float Stem)
    {
        public float Deepest => MathF.Max(Cerebrum, MathF.Max(Cerebellum, Stem));
    }
}
