using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BrainDae.Data.Preprocessing;
using BrainDae.Imaging.Resampling;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.NativeSpace;

/// <summary>
/// Takes a value for each pixel of a patient's slices back to the voxels of the scan: the inverse of what
/// <see cref="PatientPreprocessor"/> does to place and size, so that a point comes back to where it was.
/// </summary>
public static class ScoreRestorer
{
    /// <summary>Restores a patient's values.</summary>
    /// <param name="values">[slice, x, y] in C order, <paramref name="size"/> x <paramref name="size"/> pixels a slice.</param>
    /// <param name="sliceIndices">Where each slice lies along the third axis of the grid.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="geometry">The scan's grid in LPS order (<see cref="LpsOrder.ToStored(Volume)"/> leads to the file's); at least three axes, those beyond the third of length 1.</param>
    /// <returns>
    /// Single precision on exactly this grid: bilinear with half-pixel centres within a slice, slices one to one, 0 in
    /// slices that were not processed.
    /// </returns>
    /// <exception cref="ArgumentException">The number of values does not fit, or a slice lies outside the grid.</exception>
    public static Volume Restore(ReadOnlyMemory<float> values, ImmutableArray<int> sliceIndices, int size, VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var (width, height, depth) = (geometry.Shape[0], geometry.Shape[1], geometry.Shape[2]);
        if (values.Length != sliceIndices.Length * size * size || sliceIndices.Any(slice => slice < 0 || slice >= depth))
        {
            throw new ArgumentException($"{values.Length} values are not {sliceIndices.Length} slices of {size}x{size} within {depth} slices.", nameof(values));
        }

        var voxels = new byte[checked((int)(geometry.VoxelCount * sizeof(float)))];
        var resizer = SliceResizer.Inverse(width, height, size);
        Parallel.For(0, sliceIndices.Length, i =>
        {
            var slice = values.Span.Slice(i * size * size, size * size);
            if (slice.ContainsAnyExcept(0f))
            {
                resizer.Resize(slice, MemoryMarshal.Cast<byte, float>(voxels.AsSpan()).Slice(sliceIndices[i] * width * height, width * height));
            }
        });
        return new(geometry, VoxelType.Float32, voxels);
    }
}
