namespace BrainDae.Fuzz.Coverage;

/// <summary>
/// Counts which way the code under test went: instrumented libraries call <see cref="Hit"/> at the start of each basic
/// block. One input at a time, on one thread, so nothing here is synchronised.
/// </summary>
public static class EdgeMap
{
    public const int Size = 1 << 16;

    /// <summary>Hits of each edge since <see cref="Clear"/>.</summary>
    public static readonly byte[] Hits = new byte[Size];

    private static int previous;

    /// <summary>A block was entered; the edge is where it was entered from.</summary>
    /// <param name="block">Its number, below <see cref="Size"/>.</param>
    public static void Hit(int block)
    {
        unchecked
        {
            Hits[(block ^ previous) & Size - 1]++;
            previous = block >> 1;
        }
    }

    public static void Clear()
    {
        Array.Clear(Hits);
        previous = 0;
    }
}
