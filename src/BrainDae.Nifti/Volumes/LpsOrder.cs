using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BrainDae.Nifti.Volumes;

/// <summary>
/// How the axes of a stored grid are exchanged and reversed so that they run to the patient's left, back and head (LPS,
/// as BraTS is stored), and how they are put back. Voxels are moved, never interpolated: an oblique grid stays oblique,
/// each axis running along the one of L, P and S that it is closest to. Immutable.
/// </summary>
public sealed class LpsOrder
{
    /// <summary>The <see cref="AxisCodes"/> of a grid in LPS order.</summary>
    public const string Code = "LPS";

    private readonly VolumeGeometry stored;

    /// <summary>For L, P and S: the stored axis that runs along it.</summary>
    private readonly ImmutableArray<int> axes;

    /// <summary>For L, P and S: whether that axis runs against it.</summary>
    private readonly ImmutableArray<bool> reversed;

    private LpsOrder(VolumeGeometry stored)
    {
        this.stored = stored;
        var directions = AxisDirections.Find(stored.Affine) ?? throw new ArgumentException("The axes of the grid have no direction.", nameof(stored));
        axes = [.. Enumerable.Range(0, 3).Select(world => Enumerable.Range(0, 3).First(axis => directions[axis].World == world))];

        // World axes point to the right, the front and the head: L and P are against them.
        reversed = [.. axes.Select((axis, world) => directions[axis].Forwards == world < 2)];
        IsIdentity = axes.SequenceEqual([0, 1, 2]) && !reversed.Contains(true);
        Geometry = IsIdentity ? stored : Ordered();
    }

    /// <summary>Whether the grid is stored LPS, so that nothing is moved.</summary>
    public bool IsIdentity { get; }

    /// <summary>
    /// The same grid with its axes in LPS order: each voxel keeps its place in the world. The stored geometry itself
    /// where that is LPS; else its affine as sform, in the unit of the file, and no qform.
    /// </summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Finds the order of a grid.</summary>
    /// <param name="stored">At least three axes, those beyond the third of length 1; <see cref="VolumeGeometry.Fault"/> is null.</param>
    /// <exception cref="ArgumentException">Fewer axes, or the affine is singular or not finite.</exception>
    public static LpsOrder Of(VolumeGeometry stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Shape.Length >= 3 && stored.Shape[3..].All(size => size == 1) && stored.Fault is null
            ? new(stored)
            : throw new ArgumentException("A grid of three axes that span a volume is needed.", nameof(stored));
    }

    /// <summary>A stored volume in LPS order; the same object where it is stored so.</summary>
    /// <param name="volume">On the stored grid.</param>
    /// <param name="allocate">Memory for the voxels; by default an array of its own.</param>
    public Volume ToLps(Volume volume, Func<int, Memory<byte>>? allocate = null)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return IsIdentity ? volume : Moved(volume, Geometry, allocate, toLps: true);
    }

    /// <summary>A volume in LPS order on the stored grid, header fields and all; the way back of <see cref="ToLps"/>.</summary>
    /// <param name="volume">On <see cref="Geometry"/>.</param>
    public Volume ToStored(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return IsIdentity ? volume : Moved(volume, stored, null, toLps: false);
    }

    /// <summary>Index of a point along the stored axes.</summary>
    /// <param name="left">Index along L, counted from 0; need not be whole.</param>
    /// <param name="posterior">Along P.</param>
    /// <param name="superior">Along S.</param>
    public (double X, double Y, double Z) ToStored(double left, double posterior, double superior)
    {
        Span<double> point = stackalloc double[3];
        ReadOnlySpan<double> lps = [left, posterior, superior];
        for (var i = 0; i < 3; i++)
        {
            point[axes[i]] = reversed[i] ? Geometry.Shape[i] - 1 - lps[i] : lps[i];
        }

        return (point[0], point[1], point[2]);
    }

    private VolumeGeometry Ordered()
    {
        var affine = stored.Affine;
        var millimetres = NiftiUnits.Millimetres(stored.XyztUnits);
        var rows = new double[12];
        for (var world = 0; world < 3; world++)
        {
            rows[4 * world + 3] = affine[4 * world + 3] / millimetres;
            for (var i = 0; i < 3; i++)
            {
                var step = affine[4 * world + axes[i]] / millimetres;
                rows[4 * world + i] = reversed[i] ? -step : step;
                rows[4 * world + 3] += reversed[i] ? step * (stored.Shape[axes[i]] - 1) : 0;
            }
        }

        return stored with
        {
            Shape = [.. axes.Select(axis => stored.Shape[axis]), .. stored.Shape[3..]],
            PixDim = [1, .. axes.Select(axis => stored.PixDim[axis + 1]), .. stored.PixDim[4..]],
            QformCode = 0,
            SformCode = Math.Max((short)1, stored.SformCode),
            SformRows = [.. rows],
        };
    }

    private Volume Moved(Volume volume, VolumeGeometry target, Func<int, Memory<byte>>? allocate, bool toLps)
    {
        if (!volume.Shape.SequenceEqual((toLps ? stored : Geometry).Shape))
        {
            throw new ArgumentException("The volume lies on another grid.", nameof(volume));
        }

        var bytes = allocate?.Invoke(volume.Bytes.Length) ?? new byte[volume.Bytes.Length];
        switch (volume.VoxelType.Size)
        {
            case 1: Move<byte>(volume, bytes, toLps); break;
            case 2: Move<ushort>(volume, bytes, toLps); break;
            case 4: Move<uint>(volume, bytes, toLps); break;
            default: Move<ulong>(volume, bytes, toLps); break;
        }

        return new(target, volume.VoxelType, bytes, volume.Slope, volume.Intercept);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move<T>(Volume volume, Memory<byte> bytes, bool toLps)
        where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(volume.Bytes);
        var target = MemoryMarshal.Cast<byte, T>(bytes.Span);
        int[] strides = [1, stored.Shape[0], stored.Shape[0] * stored.Shape[1]];
        int[] steps = [.. axes.Select((axis, i) => reversed[i] ? -strides[axis] : strides[axis])];
        var first = Enumerable.Range(0, 3).Sum(i => reversed[i] ? strides[axes[i]] * (stored.Shape[axes[i]] - 1) : 0);
        var (width, height, depth) = (Geometry.Shape[0], Geometry.Shape[1], Geometry.Shape[2]);
        var lps = 0;
        for (var z = 0; z < depth; z++)
        {
            for (var y = 0; y < height; y++)
            {
                var own = first + z * steps[2] + y * steps[1];
                for (var x = 0; x < width; x++, lps++, own += steps[0])
                {
                    if (toLps)
                    {
                        target[lps] = source[own];
                    }
                    else
                    {
                        target[own] = source[lps];
                    }
                }
            }
        }
    }
}
