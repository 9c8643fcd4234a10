namespace BrainDae.Imaging.Grids;

/// <summary>Size of a window into a slice, in pixels.</summary>
/// <param name="X">Rows.</param>
/// <param name="Y">Columns.</param>
public readonly record struct WindowSize(int X, int Y);

/// <summary>
/// A rectangle of a slice that shows its foreground, so that a network need not work on background. Immutable.
/// </summary>
/// <param name="X">First row.</param>
/// <param name="Y">First column.</param>
/// <param name="Size">Rows and columns.</param>
public readonly record struct ForegroundWindow(int X, int Y, WindowSize Size)
{
    /// <summary>The smallest rectangle that holds the foreground of a slice; empty where there is none.</summary>
    /// <param name="foreground">[x, y] in C order, 0 is background.</param>
    /// <param name="size">Edge of the slice in pixels.</param>
    public static ForegroundWindow Around(ReadOnlySpan<byte> foreground, int size)
    {
        var (firstX, lastX, firstY, lastY) = (size, -1, size, -1);
        for (var x = 0; x < size; x++)
        {
            var row = foreground.Slice(x * size, size);
            var first = row.IndexOfAnyExcept((byte)0);
            if (first >= 0)
            {
                firstX = Math.Min(firstX, x);
                lastX = x;
                firstY = Math.Min(firstY, first);
                lastY = Math.Max(lastY, row.LastIndexOfAnyExcept((byte)0));
            }
        }

        return lastX < 0 ? new(size / 2, size / 2, default) : new(firstX, firstY, new(lastX - firstX + 1, lastY - firstY + 1));
    }

    /// <summary>A window of a given size with this one in its middle, moved where it would stick out of the slice.</summary>
    /// <param name="window">Size, no more than the slice's.</param>
    /// <param name="size">Edge of the slice in pixels.</param>
    public ForegroundWindow Resized(WindowSize window, int size) => new(
        Math.Clamp(X + (Size.X - window.X) / 2, 0, size - window.X),
        Math.Clamp(Y + (Size.Y - window.Y) / 2, 0, size - window.Y),
        window);

    /// <summary>Copies the window out of each plane.</summary>
    /// <param name="planes">[plane, size, size] in C order.</param>
    /// <param name="window">Receives [plane, X, Y].</param>
    /// <param name="size">Edge of a plane in pixels.</param>
    /// <param name="mirror">Whether rows are copied in reverse order.</param>
    public void CopyFrom(ReadOnlySpan<float> planes, Span<float> window, int size, bool mirror = false)
    {
        for (var plane = 0; plane < planes.Length / (size * size); plane++)
        {
            for (var x = 0; x < Size.X; x++)
            {
                planes.Slice((plane * size + X + (mirror ? Size.X - 1 - x : x)) * size + Y, Size.Y)
                    .CopyTo(window.Slice((plane * Size.X + x) * Size.Y, Size.Y));
            }
        }
    }

    /// <summary>Copies the window back into each plane; what is around it stays.</summary>
    /// <inheritdoc cref="CopyFrom"/>
    public void CopyTo(ReadOnlySpan<float> window, Span<float> planes, int size)
    {
        for (var plane = 0; plane < planes.Length / (size * size); plane++)
        {
            for (var x = 0; x < Size.X; x++)
            {
                window.Slice((plane * Size.X + x) * Size.Y, Size.Y).CopyTo(planes[((plane * size + X + x) * size + Y)..]);
            }
        }
    }
}
