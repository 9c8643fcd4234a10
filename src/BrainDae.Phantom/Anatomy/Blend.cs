namespace BrainDae.Phantom.Anatomy;

/// <summary>Soft membership: what fraction of a voxel lies within a surface, as partial-volume averaging shows it.</summary>
internal static class Blend
{
    /// <summary>0 at <paramref name="width"/> / 2 outside a surface, 1 at as much inside, linear between.</summary>
    /// <param name="depth">Millimetres inside the surface; negative outside.</param>
    /// <param name="width">Millimetres over which the fraction rises; about one voxel.</param>
    public static float Inside(float depth, float width) => Math.Clamp(depth / width + 0.5f, 0, 1);

    /// <summary>Hermite step from 0 at <paramref name="low"/> to 1 at <paramref name="high"/>.</summary>
    public static float Step(float low, float high, float value)
    {
        var t = Math.Clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
