using System.Numerics;
using System.Runtime.InteropServices;

namespace BrainDae.Fuzz.Coverage;

/// <summary>The edges that inputs have taken so far, each with the orders of magnitude of its counts.</summary>
public sealed class EdgeHistory
{
    private readonly byte[] seen = new byte[EdgeMap.Size];

    /// <summary>Edges taken at least once.</summary>
    public int Edges { get; private set; }

    /// <summary>Adds the edges of the last input.</summary>
    /// <returns>Whether one was new, or was taken more or less often than ever before.</returns>
    public bool Add()
    {
        var found = false;
        var words = MemoryMarshal.Cast<byte, ulong>(EdgeMap.Hits);
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] != 0)
            {
                found |= AddWord(8 * word);
            }
        }

        return found;
    }

    private bool AddWord(int start)
    {
        var found = false;
        for (var edge = start; edge < start + 8; edge++)
        {
            var bit = Magnitude(EdgeMap.Hits[edge]);
            if ((bit & ~seen[edge]) != 0)
            {
                found = true;
                Edges += seen[edge] == 0 ? 1 : 0;
                seen[edge] |= (byte)bit;
            }
        }

        return found;
    }

    // 1, 2 to 3, 4 to 7 and so on: one bit each.
    private static int Magnitude(byte hits) => hits == 0 ? 0 : 1 << BitOperations.Log2(hits);
}
