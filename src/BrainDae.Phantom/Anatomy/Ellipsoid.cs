using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>An axis-parallel ellipsoid in head coordinates (millimetres).</summary>
internal readonly record struct Ellipsoid(Vector3 Centre, Vector3 Axes)
{
    /// <summary>Millimetres from the surface, above 0 inside; first-order, exact at the surface.</summary>
    public float DepthOf(Vector3 point)
    {
        var scaled = (point - Centre) / Axes;
        var radius = scaled.Norm;
        var slope = (scaled / Axes).Norm;
        return radius < 1e-3f ? MathF.Min(Axes.X, MathF.Min(Axes.Y, Axes.Z)) : (1 - radius) * radius / slope;
    }
}
