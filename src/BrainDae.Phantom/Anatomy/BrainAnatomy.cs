using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>The healthy anatomy of one patient, defined at every point of the head.</summary>
/// <param name="form">The patient's individual traits.</param>
/// <param name="voxel">Edge of a voxel in millimetres, over which tissue borders blur.</param>
internal sealed class BrainAnatomy(HeadForm form, float voxel)
{
    private const float Deformation = 6;

    private readonly LatticeNoise deformation = new(PhantomRandom.Mix(form.NoiseSeed ^ 21), 85);
    private readonly LatticeNoise vessels = new(PhantomRandom.Mix(form.NoiseSeed ^ 22), 7);
    private readonly LatticeNoise caps = new(PhantomRandom.Mix(form.NoiseSeed ^ 23), 16);
    private readonly CorticalFolding folding = new(form);
    private readonly Ventricles ventricles = new(form);
    private readonly Cerebellum cerebellum = new(form);

    /// <summary>From the patient's head to the average one: pose, size and smooth deformation.</summary>
    public Vector3 ToAverage(Vector3 point)
    {
        var p = form.Normalise(point);
        return p + Deformation * deformation.VectorAt(p);
    }

    /// <summary>What is at a place of the average head; null outside of the skull-stripped brain.</summary>
    public TissueFractions? At(Vector3 p)
    {
        var depths = BrainEnvelope.At(p);
        if (depths.Deepest <= -BrainEnvelope.Meninges)
        {
            return null;
        }

        var (fluid, grey) = Surface(p, depths);
        var chamber = ventricles.DepthAt(p);
        var ventricle = Blend.Inside(chamber, voxel);
        var (nucleus, iron) = DeepNuclei.DepthAt(p);
        var pallidum = Blend.Inside(iron, voxel);
        var deep = Blend.Inside(nucleus, voxel) * (1 - pallidum);

        fluid = fluid * (1 - ventricle) + ventricle;
        grey *= (1 - ventricle) * (1 - pallidum) * (1 - deep);
        var solid = MathF.Max(1 - fluid - grey, 0);
        return new(fluid, grey, deep * solid, pallidum * solid, Vessel(p, depths, fluid, ventricle), Cap(p, chamber) * solid);
    }

    /// <summary>Millimetres from fluid-filled spaces and the surface: how well a lesion fits in here.</summary>
    public float RoomAt(Vector3 p) => MathF.Min(BrainEnvelope.At(p).Cerebrum, -ventricles.DepthAt(p));

    private (float Fluid, float Grey) Surface(Vector3 p, BrainEnvelope.Depths depths)
    {
        if (depths.Stem > MathF.Max(depths.Cerebrum, depths.Cerebellum) || depths.Stem > 0)
        {
            return (Blend.Inside(-depths.Stem, voxel), 0.18f);
        }

        // Two parts meet where both are equally deep: there lies the tentorium.
        return depths.Cerebrum > depths.Cerebellum
            ? folding.At(p, MathF.Min(depths.Cerebrum, depths.Cerebrum - depths.Cerebellum), voxel)
            : cerebellum.At(p, MathF.Min(depths.Cerebellum, depths.Cerebellum - depths.Cerebrum), voxel);
    }

    private float Vessel(Vector3 p, BrainEnvelope.Depths depths, float fluid, float ventricle)
    {
        // The sagittal sinus, at the top and back of the midline, and veins in the sulci.
        var sinus = p is { Y: < 30, Z: > -8 } ? Blend.Inside(MathF.Min(2.4f - MathF.Abs(p.X), 3 - depths.Cerebrum), voxel) : 0;
        var veins = Blend.Step(0.3f, 0.5f, vessels.At(p)) * fluid * (1 - ventricle);
        return MathF.Max(MathF.Max(sinus, veins), Blend.Inside(Ventricles.ChoroidDepthAt(p), voxel) * ventricle);
    }

    private float Cap(Vector3 p, float chamber)
    {
        var reach = form.CapSize * (1.2f + 4.5f * Ventricles.NearHorn(p) + 5 * MathF.Max(caps.At(p), 0));
        return reach <= 0 ? 0 : Blend.Step(reach + 1, 0.3f, -chamber);
    }
}
