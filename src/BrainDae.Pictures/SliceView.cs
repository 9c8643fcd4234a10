using System.Collections.Immutable;

namespace BrainDae.Pictures;

/// <summary>
/// How a slice along the third axis of a scan is turned so that pictures of any scan look alike: the front or the top
/// of the head up, and the patient's right side (or, in a slice from the side, the face) on the left.
/// </summary>
/// <param name="Transposed">Whether the second axis of the scan runs along a row of the picture.</param>
/// <param name="FlippedAcross">Whether a row of the picture is then reversed.</param>
/// <param name="FlippedDown">Whether a column of the picture is then reversed.</param>
public readonly record struct SliceView(bool Transposed, bool FlippedAcross, bool FlippedDown)
{
    private const int LeftRight = 0;

    /// <summary>The view of a scan with a voxel-to-world matrix, 4x4 row-major.</summary>
    public static SliceView Of(ImmutableArray<double> affine)
    {
        var (first, second) = (Direction(affine, 0), Direction(affine, 1));
        // Down the picture goes the axis that is more upright: feet before front before side.
        var transposed = first.World > second.World;
        var (across, down) = transposed ? (second, first) : (first, second);
        // World axes point to the right, the front and the top; a picture runs to the left side, the back and the feet.
        return new(transposed, across.Positive, down.Positive);
    }

    /// <summary>Turns a square slice.</summary>
    /// <param name="slice">[x, y] in C order, size x size.</param>
    /// <param name="size">Edge in pixels.</param>
    /// <returns>[across, down] in C order, as <see cref="MontagePanel.Values"/> wants it.</returns>
    public T[] Apply<T>(ReadOnlySpan<T> slice, int size)
    {
        var turned = new T[size * size];
        for (var across = 0; across < size; across++)
        {
            for (var down = 0; down < size; down++)
            {
                var a = FlippedAcross ? size - 1 - across : across;
                var d = FlippedDown ? size - 1 - down : down;
                turned[across * size + down] = Transposed ? slice[d * size + a] : slice[a * size + d];
            }
        }

        return turned;
    }

    /// <summary>The world axis that a voxel axis follows most, and whether along or against it.</summary>
    private static (int World, bool Positive) Direction(ImmutableArray<double> affine, int axis)
    {
        var world = LeftRight;
        for (var candidate = LeftRight + 1; candidate < 3; candidate++)
        {
            world = Math.Abs(affine[4 * candidate + axis]) > Math.Abs(affine[4 * world + axis]) ? candidate : world;
        }

        return (world, affine[4 * world + axis] > 0);
    }
}
