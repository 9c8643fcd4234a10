using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Components;

/// <summary>Which components of the voxels above a threshold are a detection. The default keeps all.</summary>
/// <param name="MaximumSize">26-connected components of at most so many voxels go, 0 or more.</param>
/// <param name="MinimumPeak">Components whose highest score is below so many thresholds go, 0 or more; 0 for none.</param>
public readonly record struct ComponentFilter(int MaximumSize, double MinimumPeak)
{
    /// <summary>Marks the voxels whose single-precision score is above a threshold.</summary>
    /// <param name="scores">Any shape.</param>
    /// <param name="threshold">The threshold.</param>
    /// <returns>1 or 0 for each voxel.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte[] Above(ReadOnlySpan<float> scores, double threshold)
    {
        var mask = new byte[scores.Length];
        var limit = (float)threshold;
        var limits = new Vector<float>(limit);
        var from = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var to = MemoryMarshal.Cast<byte, Vector<byte>>(mask.AsSpan());
        for (var v = 0; v < to.Length; v++)
        {
            var low = Vector.Narrow(Vector.GreaterThan(from[4 * v], limits), Vector.GreaterThan(from[4 * v + 1], limits));
            var high = Vector.Narrow(Vector.GreaterThan(from[4 * v + 2], limits), Vector.GreaterThan(from[4 * v + 3], limits));
            to[v] = Vector.AsVectorByte(Vector.Narrow(low, high)) & Vector<byte>.One;
        }

        for (var i = to.Length * Vector<byte>.Count; i < mask.Length; i++)
        {
            mask[i] = scores[i] > limit ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>The detection: what is above the threshold, less the components that go.</summary>
    /// <param name="scores">[slices, rows, columns] in C order.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="threshold">The threshold.</param>
    /// <exception cref="ArgumentException">The scores have another number of voxels, or a size is out of range.</exception>
    public byte[] Detect(ReadOnlySpan<float> scores, GridShape shape, double threshold)
    {
        var mask = Above(scores, threshold);
        Apply(mask, scores, shape, threshold);
        return mask;
    }

    /// <summary>Takes the components that go off a mask.</summary>
    /// <param name="mask">What is <see cref="Above"/> the threshold; changed.</param>
    /// <param name="scores">Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="threshold">The threshold.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public void Apply(Span<byte> mask, ReadOnlySpan<float> scores, GridShape shape, double threshold)
    {
        if (MinimumPeak > 0)
        {
            ConnectedComponents.RemoveWeak(mask, scores, shape, MinimumPeak * threshold);
        }

        if (MaximumSize > 0)
        {
            ConnectedComponents.RemoveSmall(mask, mask, shape, MaximumSize);
        }
    }
}
