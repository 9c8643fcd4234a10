using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Scanner;

/// <summary>
/// Averages neighbouring brain voxels along each axis with weights 1/6, 4/6, 1/6; neighbours outside of the brain do
/// not count, so that the brain keeps its edge.
/// </summary>
internal static class PartialVolumeBlur
{
    private const float NeighbourWeight = 0.25f; // relative to the voxel itself

    /// <summary>Blurs in place.</summary>
    /// <param name="grid">The grid of <paramref name="image"/>.</param>
    /// <param name="brain">Brain voxels; none at the edge of the grid.</param>
    /// <param name="image">Intensities above 0 in the brain and 0 outside.</param>
    public static void Apply(PhantomGrid grid, ReadOnlySpan<int> brain, float[] image)
    {
        var blurred = new float[brain.Length];
        foreach (var stride in (ReadOnlySpan<int>)[1, grid.Width, grid.Width * grid.Height])
        {
            for (var i = 0; i < brain.Length; i++)
            {
                var (sum, weight) = (image[brain[i]], 1f);
                Include(image, brain[i] - stride, ref sum, ref weight);
                Include(image, brain[i] + stride, ref sum, ref weight);
                blurred[i] = sum / weight;
            }

            for (var i = 0; i < brain.Length; i++)
            {
                image[brain[i]] = blurred[i];
            }
        }
    }

    private static void Include(float[] image, int voxel, ref float sum, ref float weight)
    {
        if ((uint)voxel < (uint)image.Length && image[voxel] > 0)
        {
            sum += NeighbourWeight * image[voxel];
            weight += NeighbourWeight;
        }
    }
}
