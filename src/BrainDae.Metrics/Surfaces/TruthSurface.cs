using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;

namespace BrainDae.Metrics.Surfaces;

/// <summary>The surface of a truth, and how far it is from anywhere in the volume.</summary>
internal sealed class TruthSurface
{
    private readonly GridShape shape;
    private readonly GridSpacing spacing;
    private readonly MaskBox? block;
    private readonly byte[] surface = [];
    private readonly int count;

    /// <summary>Squared distance of each voxel of the volume to the surface, mm²; made when a detection first asks for it.</summary>
    private readonly Lazy<double[]> squared;

    public TruthSurface(ReadOnlySpan<byte> truth, GridShape shape, GridSpacing spacing)
    {
        (this.shape, this.spacing) = (shape, spacing);
        squared = new(Distances);
        if (MaskPart.Of(truth, shape) is { } part)
        {
            block = part.Box;
            surface = new byte[part.Mask.Length];
            count = MaskSurface.Find(part.Mask, surface, part.Box.Shape);
        }
    }

    /// <summary>Compares with a detection of the same shape; null where nothing was detected.</summary>
    public SurfaceDistances To(MaskPart? detected)
    {
        if (detected is null)
        {
            return new([], [.. Enumerable.Repeat(double.PositiveInfinity, count)]);
        }

        var (box, mask) = detected;
        var found = new byte[mask.Length];
        var voxels = MaskSurface.Find(mask, found, box.Shape);
        if (block is not { } asked)
        {
            return new([.. Enumerable.Repeat(double.PositiveInfinity, voxels)], []);
        }

        // Both surfaces lie in the block around them, so distances within it are those in the whole volume.
        var both = asked.Union(box);
        var toDetection = new double[asked.Shape.Count];
        DistanceTransform.Squared(both.Paste(found, box), toDetection, both.Shape, spacing, asked.Within(both));
        return new(
            Sorted(found, box, squared.Value, MaskBox.Whole(shape), voxels),
            Sorted(surface, asked, toDetection, asked, count));
    }

    private double[] Distances()
    {
        var distances = new double[shape.Count];
        DistanceTransform.Squared(MaskBox.Whole(shape).Paste(surface, block!.Value), distances, shape, spacing);
        return distances;
    }

    /// <summary>Distances at the voxels of a surface, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ImmutableArray<double> Sorted(byte[] surface, MaskBox box, double[] squared, MaskBox of, int count)
    {
        var distances = new double[count];
        var next = 0;
        for (var row = 0; row < box.Shape.Slices * box.Shape.Rows; row++)
        {
            var marks = surface.AsSpan(row * box.Shape.Columns, box.Shape.Columns);
            var from = of.IndexOf(box.RowStart(row));
            for (var column = 0; column < marks.Length; column++)
            {
                if (marks[column] != 0)
                {
                    distances[next++] = Math.Sqrt(squared[from + column]);
                }
            }
        }

        Array.Sort(distances);
        return ImmutableCollectionsMarshal.AsImmutableArray(distances);
    }
}
