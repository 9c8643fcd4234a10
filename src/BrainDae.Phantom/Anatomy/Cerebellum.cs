using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>The finely leaved cortex of the cerebellum around its white core.</summary>
internal sealed class Cerebellum(HeadForm form)
{
    private const float LeafPeriod = 6.5f;
    private const float LeafDepth = 11;

    private readonly LatticeNoise wiggle = new(PhantomRandom.Mix(form.NoiseSeed ^ 11), 18);

    /// <summary>Fractions of fluid and grey matter, as <see cref="CorticalFolding.At"/>.</summary>
    public (float Fluid, float Grey) At(Vector3 p, float depth, float voxel)
    {
        // Leaves are shells around the place where the peduncles enter.
        var radius = (new Vector3(0.6f * p.X, p.Y + 30, p.Z + 30)).Norm + 5 * wiggle.At(p);
        var phase = radius / LeafPeriod;
        var distance = MathF.Abs(phase - MathF.Floor(phase) - 0.5f) * LeafPeriod;
        var open = Math.Clamp(1 - depth / LeafDepth, 0, 1);
        var fluid = Blend.Inside(MathF.Max(-depth, 0.9f * form.SulcalWidth * open - distance), voxel) * Blend.Step(LeafDepth, 0, depth);
        var white = Blend.Inside(depth - LeafDepth, 5) + 0.35f * Blend.Inside(distance - 0.36f * LeafPeriod, voxel);
        return (fluid, (1 - MathF.Min(white, 1)) * (1 - fluid));
    }
}
