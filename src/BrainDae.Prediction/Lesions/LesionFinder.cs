using System.Collections.Immutable;
using BrainDae.Imaging.Components;
using BrainDae.Imaging.Grids;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Prediction.Lesions;

/// <summary>Cuts lesions out of a score volume and measures them.</summary>
internal static class LesionFinder
{
    /// <summary>Finds the lesions: the 26-connected components of voxels above the threshold that are neither too small nor too weak.</summary>
    /// <param name="score">Single precision, on the scan's own grid; at least three axes, those beyond the third of length 1.</param>
    /// <param name="threshold">A voxel is lesion where its score is above it.</param>
    /// <param name="dropped">Components that are no lesion.</param>
    public static LesionMap Find(Volume score, double threshold, ComponentRule dropped)
    {
        var shape = new GridShape(score.Shape[2], score.Shape[1], score.Shape[0]);
        var mask = dropped.On(score.Geometry.VoxelVolume).Detect(score.Stored<float>(), shape, threshold);
        var components = ConnectedComponents.Label(mask, shape);
        var numbers = Rank(components.Sizes);
        var labels = new int[mask.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = mask[i] != 0 ? numbers[components.Labels.Span[i] - 1] : 0;
        }

        return new(new(score.Geometry, VoxelType.UInt8, mask), labels, Measure(score, labels, numbers.Length));
    }

    /// <summary>The lesion number of each component: largest first, then in the order of their first voxels.</summary>
    private static int[] Rank(ImmutableArray<int> sizes)
    {
        var numbers = new int[sizes.Length];
        foreach (var (rank, component) in Enumerable.Range(0, sizes.Length).OrderByDescending(c => sizes[c]).Index())
        {
            numbers[component] = rank + 1;
        }

        return numbers;
    }

    private static ImmutableArray<FoundLesion> Measure(Volume score, int[] labels, int count)
    {
        var values = score.Stored<float>();
        var (width, height, depth) = (score.Shape[0], score.Shape[1], score.Shape[2]);
        var tallies = new Tally[count];
        foreach (ref var tally in tallies.AsSpan())
        {
            tally.SliceVoxels = new int[depth];
        }

        var at = 0;
        for (var z = 0; z < depth; z++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++, at++)
                {
                    if (labels[at] > 0)
                    {
                        tallies[labels[at] - 1].Add(x, y, z, values[at]);
                    }
                }
            }
        }

        var affine = score.Geometry.Affine;
        return [.. tallies.Select((tally, i) => tally.ToLesion(i + 1, affine, score.Geometry.VoxelVolume))];
    }

    private struct Tally
    {
        public int[] SliceVoxels;
        private int voxels;
        private double x;
        private double y;
        private double z;
        private double score;
        private float peak;

        public void Add(int atX, int atY, int atZ, float value)
        {
            peak = voxels == 0 ? value : Math.Max(peak, value);
            voxels++;
            x += atX;
            y += atY;
            z += atZ;
            score += value;
            SliceVoxels[atZ]++;
        }

        public readonly FoundLesion ToLesion(int number, ImmutableArray<double> affine, double voxelVolume)
        {
            var centre = new Point(x / voxels, y / voxels, z / voxels);
            return new()
            {
                Number = number,
                Voxels = voxels,
                VolumeMl = voxels * voxelVolume / 1000,
                CentreVoxel = centre,
                CentreMm = new(Row(affine, 0, centre), Row(affine, 1, centre), Row(affine, 2, centre)),
                MeanScore = score / voxels,
                PeakScore = peak,
                LargestSlice = Array.IndexOf(SliceVoxels, SliceVoxels.Max()),
            };
        }

        private static double Row(ImmutableArray<double> affine, int row, Point point) =>
            affine[4 * row] * point.X + affine[4 * row + 1] * point.Y + affine[4 * row + 2] * point.Z + affine[4 * row + 3];
    }
}
