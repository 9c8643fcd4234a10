using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Nifti.Volumes;

/// <summary>
/// An image on a grid. Voxels are kept in the element type of the file, native byte order, fastest axis first; a
/// voxel's value is stored value * <see cref="Slope"/> + <see cref="Intercept"/>, in double precision. Immutable.
/// </summary>
public sealed class Volume
{
    private readonly ReadOnlyMemory<byte> voxels;

    /// <summary>Wraps voxels that the caller gives up; nothing is copied.</summary>
    /// <param name="geometry">Shape and place of the grid.</param>
    /// <param name="voxelType">Element type of <paramref name="voxels"/>.</param>
    /// <param name="voxels">Native byte order, exactly as many as the grid has.</param>
    /// <param name="slope">Scale factor; 1 where the file has none.</param>
    /// <param name="intercept">Added after scaling; 0 where the file has none.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit the shape and type.</exception>
    public Volume(VolumeGeometry geometry, VoxelType voxelType, ReadOnlyMemory<byte> voxels, double slope = 1, double intercept = 0)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry.VoxelCount * voxelType.Size != voxels.Length)
        {
            throw new ArgumentException($"{voxels.Length} bytes do not fit {geometry.VoxelCount} voxels of {voxelType}.", nameof(voxels));
        }

        (Geometry, VoxelType, Slope, Intercept, this.voxels) = (geometry, voxelType, slope, intercept, voxels);
    }

    /// <summary>Shape and place of the grid.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Number of voxels along each axis, fastest-varying axis first.</summary>
    public ImmutableArray<int> Shape => Geometry.Shape;

    /// <summary>Element type of the stored voxels.</summary>
    public VoxelType VoxelType { get; }

    /// <summary>Scale factor of stored values.</summary>
    public double Slope { get; }

    /// <summary>Added to scaled values.</summary>
    public double Intercept { get; }

    /// <summary>The stored voxels' bytes, native byte order, fastest axis first.</summary>
    public ReadOnlySpan<byte> Bytes => voxels.Span;

    /// <summary>A volume from unscaled values, fastest axis first.</summary>
    public static Volume Create<T>(VolumeGeometry geometry, ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T> =>
        new(geometry, VoxelTypes.Of<T>(), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Number of three-dimensional images that the volume holds along its axes beyond the third; 1 without such axes.</summary>
    public int ImageCount => (int)(Geometry.VoxelCount / Shape.Take(3).Aggregate(1L, (count, size) => count * size));

    /// <summary>One of the images that the volume holds along its axes beyond the third; its voxels are not copied.</summary>
    /// <param name="index">0 to <see cref="ImageCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public Volume ImageAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ImageCount);
        var length = voxels.Length / ImageCount;
        return new(Geometry with { Shape = [.. Shape.Take(3)] }, VoxelType, voxels.Slice(index * length, length), Slope, Intercept);
    }

    /// <summary>The stored (unscaled) voxels.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the stored element type.</exception>
    public ReadOnlySpan<T> Stored<T>()
        where T : unmanaged, INumber<T> =>
        VoxelTypes.Of<T>() == VoxelType
            ? MemoryMarshal.Cast<byte, T>(voxels.Span)
            : throw new InvalidOperationException($"The volume holds {VoxelType}, not {typeof(T).Name}.");

    /// <summary>Writes the scaled values of <paramref name="destination"/>.Length voxels from index <paramref name="start"/> on.</summary>
    public void CopyValues(int start, Span<double> destination)
    {
        switch (VoxelType)
        {
            case VoxelType.UInt8: Scale<byte>(start, destination); break;
            case VoxelType.Int8: Scale<sbyte>(start, destination); break;
            case VoxelType.Int16: Scale<short>(start, destination); break;
            case VoxelType.UInt16: Scale<ushort>(start, destination); break;
            case VoxelType.Int32: Scale<int>(start, destination); break;
            case VoxelType.UInt32: Scale<uint>(start, destination); break;
            case VoxelType.Int64: Scale<long>(start, destination); break;
            case VoxelType.UInt64: Scale<ulong>(start, destination); break;
            case VoxelType.Float32: Scale<float>(start, destination); break;
            case VoxelType.Float64: Scale<double>(start, destination); break;
            default: throw new InvalidOperationException($"Unknown element type {VoxelType}.");
        }
    }

    /// <summary>All scaled values, fastest axis first.</summary>
    public double[] ToArray()
    {
        var values = new double[Geometry.VoxelCount];
        CopyValues(0, values);
        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scale<T>(int start, Span<double> destination)
        where T : unmanaged, INumber<T>
    {
        var stored = Stored<T>().Slice(start, destination.Length);
        var (slope, intercept) = (Slope, Intercept);
        if (slope == 1 && intercept == 0)
        {
            for (var i = 0; i < stored.Length; i++)
            {
                destination[i] = double.CreateTruncating(stored[i]);
            }

            return;
        }

        for (var i = 0; i < stored.Length; i++)
        {
            destination[i] = double.CreateTruncating(stored[i]) * slope + intercept;
        }
    }
}
