using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>
/// The folded cortex: sulci are the zero surfaces of a noise field that is stretched along the radius, so that they
/// run inwards from the surface of the brain; grey matter lines the surface, the sulci, the interhemispheric and the
/// Sylvian fissures.
/// </summary>
internal sealed class CorticalFolding(HeadForm form)
{
    private const float Thickness = 2.9f;
    private const float ReferenceRadius = 68;

    // How much of the fields' change along the radius remains.
    private const float RadialRate = 0.45f;

    private readonly LatticeNoise folds = new(PhantomRandom.Mix(form.NoiseSeed ^ 1), 21);
    private readonly LatticeNoise wiggle = new(PhantomRandom.Mix(form.NoiseSeed ^ 2), 11);
    private readonly LatticeNoise reach = new(PhantomRandom.Mix(form.NoiseSeed ^ 3), 30);
    private readonly LatticeNoise midline = new(PhantomRandom.Mix(form.NoiseSeed ^ 4), 22);

    /// <summary>Fractions of fluid and grey matter, disregarding every other structure.</summary>
    /// <param name="p">Place in the average head.</param>
    /// <param name="depth">Millimetres below the surface of the cerebrum.</param>
    /// <param name="voxel">Edge of a voxel in millimetres.</param>
    public (float Fluid, float Grey) At(Vector3 p, float depth, float voxel)
    {
        var ribbon = Thickness - depth;
        var fluid = -depth;
        var (fissure, fissureWidth) = Midline(p);
        Line(fissure, fissureWidth);
        Line(Sylvian(p + 5 * wiggle.VectorAt(p)), form.SulcalWidth + 0.5f);

        // Sulci open at the outer surface and, more shallowly, at the medial one.
        // None reaches the core of the brain, not even from its flat base.
        var below = MathF.Max(MathF.Min(depth, 1.6f * fissure + 6), 36 - ExactLength.Of(p.X, 0.8f * p.Y));
        if (below < 30)
        {
            var length = 17 + 22 * reach.At(p);
            var open = 1 - below / MathF.Max(length, 1);
            if (below < length + Thickness)
            {
                var distance = SulcusDistance(p);
                Line(MathF.Max(distance, below - length), (form.SulcalWidth + 0.25f) * MathF.Max(open, 0.15f));
            }
        }

        var fluidFraction = Blend.Inside(fluid, voxel);
        return (fluidFraction, Blend.Inside(ribbon, voxel) * (1 - fluidFraction));

        void Line(float distance, float halfWidth)
        {
            fluid = MathF.Max(fluid, halfWidth - distance);
            ribbon = MathF.Max(ribbon, halfWidth + Thickness - distance);
        }
    }

    private float Field(Vector3 p)
    {
        var radius = MathF.Max(p.Norm, 1);
        var onSphere = p * ((ReferenceRadius + RadialRate * (radius - ReferenceRadius)) / radius);
        return folds.At(onSphere) + 0.55f * wiggle.At(onSphere);
    }

    /// <summary>Millimetres to the nearest sulcus: the field over its slope.</summary>
    private float SulcusDistance(Vector3 p)
    {
        const float step = 0.8f;
        var here = Field(p);
        var slope = new Vector3(Field(p + new Vector3(step, 0, 0)), Field(p + new Vector3(0, step, 0)), Field(p + new Vector3(0, 0, step)));
        return MathF.Abs(here) * step / MathF.Max((slope - new Vector3(here)).Norm, 0.01f);
    }

    private (float Distance, float HalfWidth) Midline(Vector3 p)
    {
        var outsideCallosum = (ExactLength.Of(p.Y / 42, (p.Z - 6) / 20) - 1) * 20;
        // At the base the hemispheres are joined by hypothalamus and midbrain, and part only before and behind them.
        var basal = MathF.Min(MathF.Min(p.Y + 45, 16 - p.Y), -4 - p.Z);
        var sideways = MathF.Abs(p.X + 2.5f * midline.At(new(0, p.Y, p.Z)));
        return (MathF.Max(sideways, MathF.Max(-outsideCallosum, basal)), 0.5f + 0.5f * form.SulcalWidth);
    }

    /// <summary>A slit from the side of the brain above the temporal lobe, rising backwards, and the cleft over the insula.</summary>
    private float Sylvian(Vector3 p)
    {
        var side = MathF.Abs(p.X);
        var above = p.Z - (-1 - 0.95f * (p.Y - 8)) + 9 * reach.At(p);
        var slit = MathF.Max(MathF.Abs(above) * 0.72f, MathF.Max(34 - side, MathF.Max(p.Y - 24, -32 - p.Y)));
        var insula = MathF.Max(MathF.Abs(side - 35 + 8 * reach.At(new(side, p.Y, p.Z))), MathF.Max(MathF.Abs(p.Z - 2) - 13, MathF.Abs(p.Y - 5) - 17));
        return MathF.Min(slit, insula);
    }
}
