namespace BrainDae.Benchmarks.Workloads;

/// <summary>Slices with the share of foreground that a brain has: an ellipse of noise on zero, the same in every process.</summary>
internal static class BrainLikeSlices
{
    public const int Size = 128;
    public const int Length = 4 * Size * Size;

    /// <summary>[slices, 4, 128, 128] in C order.</summary>
    public static float[] Create(int slices)
    {
        var random = new Random(1);
        var images = new float[slices * Length];
        for (var i = 0; i < images.Length; i++)
        {
            if (IsInside(i / Size % Size, i % Size))
            {
                images[i] = 0.2f + 0.6f * random.NextSingle();
            }
        }

        return images;
    }

    /// <summary>Whether a pixel lies in the ellipse, which covers a bit more than a third of the slice.</summary>
    public static bool IsInside(int row, int column)
    {
        var (y, x) = ((row - 63.5) / 50, (column - 63.5) / 40);
        return y * y + x * x < 1;
    }
}
