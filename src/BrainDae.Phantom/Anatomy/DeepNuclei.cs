using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>The grey nuclei inside the hemispheres, the same on both sides but for the head's own deformation.</summary>
internal static class DeepNuclei
{
    private static readonly Ellipsoid[] Striatum =
    [
        new(new(10, -13, 6), new(8.5f, 14.5f, 9)),  // thalamus
        new(new(13, 18, 8), new(5, 8.5f, 10)),      // head of the caudate nucleus
        new(new(17, 0, 22), new(2.6f, 20, 3.5f)),   // body of the caudate nucleus
        new(new(26, 4, 3), new(4.8f, 15.5f, 10)),   // putamen
    ];

    private static readonly Ellipsoid[] IronRich =
    [
        new(new(18.5f, 1, 1), new(3.8f, 8.5f, 6.5f)), // globus pallidus
        new(new(6, -19, -11), new(3.5f, 4, 3)),       // red nucleus and substantia nigra
        new(new(14, -52, -34), new(6, 5, 4)),         // dentate nucleus
    ];

    /// <summary>Millimetres inside thalamus, caudate nucleus or putamen, and inside an iron-rich nucleus.</summary>
    public static (float Grey, float Iron) DepthAt(Vector3 p)
    {
        // The nuclei open towards the back.
        var q = new Vector3(MathF.Abs(p.X) + 0.22f * (p.Y - 4) * Blend.Step(14, 22, MathF.Abs(p.X)), p.Y, p.Z);
        return (Deepest(Striatum, q), Deepest(IronRich, q));
    }

    private static float Deepest(Ellipsoid[] nuclei, Vector3 p)
    {
        var deepest = float.NegativeInfinity;
        foreach (var nucleus in nuclei)
        {
            deepest = MathF.Max(deepest, nucleus.DepthOf(p));
        }

        return deepest;
    }
}
