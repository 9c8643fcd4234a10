using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Components;

/// <summary>Finds the connected components of a thresholded volume and drops those too small to be a lesion.</summary>
public static class ConnectedComponents
{
    /// <summary>Components of at most this many voxels are dropped by the published evaluation.</summary>
    public const int PublishedMaximumSize = 20;

    /// <summary>Labels the components of a mask.</summary>
    /// <param name="mask">0 is background, anything else foreground; shape [slices, rows, columns] in C order.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="connectivity">Which voxels count as neighbours.</param>
    /// <exception cref="ArgumentException">The mask has another number of voxels, or a size is below 1.</exception>
    public static ComponentLabels Label(ReadOnlySpan<byte> mask, GridShape shape, Connectivity connectivity = Connectivity.TwentySix)
    {
        shape.Validate(mask.Length);
        var runs = VoxelRuns.Of(mask, shape, connectivity);
        var labels = new int[mask.Length];
        var numbers = new int[runs.Count];
        var sizes = ImmutableArray.CreateBuilder<int>();
        for (var run = 0; run < runs.Count; run++)
        {
            // A root is its component's first run, so it has its number before any other run asks for it.
            var root = runs.Root(run);
            if (root == run)
            {
                sizes.Add(0);
                numbers[run] = sizes.Count;
            }

            labels.AsSpan(runs.Start(run), runs.Length(run)).Fill(numbers[root]);
            sizes[numbers[root] - 1] += runs.Length(run);
        }

        return new(labels, sizes.ToImmutable());
    }

    /// <summary>Copies a mask without its components of at most <paramref name="maximumSize"/> voxels.</summary>
    /// <param name="mask">0 is background, anything else foreground; shape [slices, rows, columns] in C order.</param>
    /// <param name="kept">Receives 1 or 0 for each voxel; same shape; may be <paramref name="mask"/> itself.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="maximumSize">Largest component that is removed, in voxels; 0 removes none.</param>
    /// <param name="connectivity">Which voxels count as neighbours.</param>
    /// <returns>The number of voxels removed.</returns>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static int RemoveSmall(
        ReadOnlySpan<byte> mask,
        Span<byte> kept,
        GridShape shape,
        int maximumSize = PublishedMaximumSize,
        Connectivity connectivity = Connectivity.TwentySix)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumSize);
        shape.Validate(mask.Length);
        shape.Validate(kept.Length);
        var runs = VoxelRuns.Of(mask, shape, connectivity);
        var sizes = new int[runs.Count];
        for (var run = 0; run < runs.Count; run++)
        {
            sizes[runs.Root(run)] += runs.Length(run);
        }

        kept.Clear();
        var removed = 0;
        for (var run = 0; run < runs.Count; run++)
        {
            if (sizes[runs.Root(run)] > maximumSize)
            {
                kept.Slice(runs.Start(run), runs.Length(run)).Fill(1);
            }
            else
            {
                removed += runs.Length(run);
            }
        }

        return removed;
    }

    /// <summary>Takes the components off a mask that score high nowhere.</summary>
    /// <param name="mask">0 is background, anything else foreground; shape [slices, rows, columns] in C order; changed.</param>
    /// <param name="scores">Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="leastPeak">Components without a voxel of this score or a higher one go.</param>
    /// <param name="connectivity">Which voxels count as neighbours.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static void RemoveWeak(Span<byte> mask, ReadOnlySpan<float> scores, GridShape shape, double leastPeak, Connectivity connectivity = Connectivity.TwentySix)
    {
        shape.Validate(mask.Length);
        shape.Validate(scores.Length);
        var runs = VoxelRuns.Of(mask, shape, connectivity);
        var peaks = new float[runs.Count];
        Array.Fill(peaks, float.NegativeInfinity);
        for (var run = 0; run < runs.Count; run++)
        {
            ref var peak = ref peaks[runs.Root(run)];
            peak = Math.Max(peak, TensorPrimitives.Max(scores.Slice(runs.Start(run), runs.Length(run))));
        }

        for (var run = 0; run < runs.Count; run++)
        {
            if (peaks[runs.Root(run)] < leastPeak)
            {
                mask.Slice(runs.Start(run), runs.Length(run)).Clear();
            }
        }
    }
}
