using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>The ventricles: two lateral ones with frontal horn, body, atrium, occipital and temporal horn, the third and the fourth.</summary>
internal sealed class Ventricles(HeadForm form)
{
    private static readonly Ellipsoid Fourth = new(new(0, -37, -32), new(6, 5, 9));

    /// <summary>Millimetres inside a ventricle; negative outside.</summary>
    public float DepthAt(Vector3 p)
    {
        var lateral = MathF.Max(Tube(p), TemporalHorn(p));
        var third = MathF.Min(1 + 0.6f * form.VentricleSize - MathF.Abs(p.X), MathF.Min(15 - MathF.Abs(p.Y + 6), 8 - MathF.Abs(p.Z - 1)));
        return MathF.Max(MathF.Max(lateral, third), Fourth.DepthOf(p));
    }

    /// <summary>Whether a place lies by a frontal or occipital horn, where healthy tissue is often bright on FLAIR: 0 to 1.</summary>
    public static float NearHorn(Vector3 p) => MathF.Max(Blend.Step(20, 28, p.Y), Blend.Step(-24, -34, p.Y));

    /// <summary>Millimetres from the choroid plexus in the atrium; above 0 within it.</summary>
    public static float ChoroidDepthAt(Vector3 p) => 2.2f - (new Vector3(MathF.Abs(p.X), p.Y, p.Z) - new Vector3(21, -33, 10)).Norm;

    private float Size(Vector3 p) => form.VentricleSize * (p.X > 0 ? form.VentricleAsymmetry : 1);

    private float Tube(Vector3 p)
    {
        // A tube along y from the frontal horn (y = 34) over the body to the occipital horn (y = -60).
        var behind = MathF.Max(-12 - p.Y, 0);
        var before = MathF.Max(p.Y - 8, 0);
        var along = Math.Clamp((p.Y + 12) / 46, -1.04f, 1);
        var x = 8.5f + 0.16f * before + MathF.Min(0.55f * behind, 16);
        var z = 17 - 0.42f * before - MathF.Min(0.36f * behind, 11);
        var taper = MathF.Sqrt(MathF.Max(1 - along * along * along * along, 0)) * (p.Y < -42 ? 0.62f : 1);
        var (rx, rz) = (5.2f * Size(p) + 0.08f * behind, 5.8f * Size(p));
        var offset = ExactLength.Of((MathF.Abs(p.X) - x) / rx, (p.Z - z) / rz);
        var radial = (taper - offset) * MathF.Min(rx, rz);
        return MathF.Min(radial, MathF.Min(34 - p.Y, p.Y + 60));
    }

    private float TemporalHorn(Vector3 p)
    {
        // From the atrium downwards and forwards.
        var start = new Vector3(24, -36, 6);
        var end = new Vector3(31, 2, -21);
        var q = p with { X = MathF.Abs(p.X) } - start;
        var way = end - start;
        var share = Math.Clamp(ExactLength.Product(q, way) / way.Squared, 0, 1);
        return (3.4f - 1.9f * share) * Size(p) - (q - share * way).Norm;
    }
}
