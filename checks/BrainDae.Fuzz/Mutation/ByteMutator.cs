using System.Buffers.Binary;
using System.Collections.Immutable;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Mutation;

/// <summary>Changes bytes without knowing what they mean.</summary>
/// <param name="tokens">Texts and numbers of the format, to insert and to write over others.</param>
public sealed class ByteMutator(params ImmutableArray<byte[]> tokens)
{
    private const int Most = 6;

    private static readonly ImmutableArray<long> Interesting =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 129, 255, 256, 257, 347, 348, 352, 512, 540, 544, 1000, 1024, 4096,
        32766, 32767, 32768, 65534, 65535, 65536, 100_000_000, 100_000_001, int.MaxValue - 1L, int.MaxValue, int.MaxValue + 1L,
        uint.MaxValue, uint.MaxValue + 1L, 1L << 53, long.MaxValue - 8, long.MaxValue - 1, long.MaxValue, long.MinValue, int.MinValue, short.MinValue, -1, -2, -128, -129,
    ];

    /// <summary>A number that is at the edge of something.</summary>
    public static long InterestingNumber(RandomStream random) => Interesting[random.NextInt(Interesting.Length)];

    /// <summary>One to several changes.</summary>
    /// <param name="input">Is left as it is.</param>
    /// <param name="other">Another input, to take parts of.</param>
    /// <param name="random">Decides.</param>
    public byte[] Mutate(byte[] input, byte[] other, RandomStream random)
    {
        var bytes = (byte[])input.Clone();
        var changes = 1 + random.NextInt(random.NextInt(3) == 0 ? Most : 1);
        for (var change = 0; change < changes; change++)
        {
            bytes = bytes.Length == 0 ? [(byte)random.NextInt(256)] : Once(bytes, other, random);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other, RandomStream random)
    {
        var at = random.NextInt(bytes.Length);
        switch (random.NextInt(12))
        {
            case 0: bytes[at] ^= (byte)(1 << random.NextInt(8)); return bytes;
            case 1: bytes[at] = (byte)random.NextInt(256); return bytes;
            case 2: bytes[at] = (byte)(bytes[at] + random.NextInt(71) - 35 & byte.MaxValue); return bytes;
            case 3 or 4: WriteInteger(bytes, at, random); return bytes;
            case 5: return bytes[..at];
            case 6: return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + Length(random))..]];
            case 7: return Insert(bytes, random.NextInt(bytes.Length + 1), Block(bytes, random));
            case 8: return Insert(bytes, at, Enumerable.Repeat((byte)random.NextInt(256), Length(random)).ToArray());
            case 9: return other.Length == 0 ? bytes : [.. bytes[..at], .. other[Math.Min(other.Length, random.NextInt(2) == 0 ? at : random.NextInt(other.Length))..]];
            case 10: Overwrite(bytes, at, Block(other, random)); return bytes;
            default: return Token(bytes, at, random);
        }
    }

    private byte[] Token(byte[] bytes, int at, RandomStream random)
    {
        if (tokens.Length == 0)
        {
            return bytes[at..];
        }

        var token = tokens[random.NextInt(tokens.Length)];
        if (random.NextInt(2) == 0)
        {
            return Insert(bytes, at, token);
        }

        Overwrite(bytes, at, token);
        return bytes;
    }

    private static void WriteInteger(byte[] bytes, int at, RandomStream random)
    {
        var width = 1 << random.NextInt(4);
        at -= random.NextInt(2) == 0 ? at % width : 0;
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, InterestingNumber(random));
        number = number[..width];
        if (random.NextInt(2) == 0)
        {
            number.Reverse();
        }

        Overwrite(bytes, at, number);
    }

    private static void Overwrite(byte[] bytes, int at, ReadOnlySpan<byte> part) =>
        part[..Math.Min(part.Length, bytes.Length - at)].CopyTo(bytes.AsSpan(at));

    private static byte[] Insert(byte[] bytes, int at, byte[] part) => [.. bytes[..at], .. part, .. bytes[at..]];

    private static byte[] Block(byte[] bytes, RandomStream random)
    {
        if (bytes.Length == 0)
        {
            return [];
        }

        var at = random.NextInt(bytes.Length);
        return bytes[at..Math.Min(bytes.Length, at + Length(random))];
    }

    private static int Length(RandomStream random) => 1 + random.NextInt(1 << random.NextInt(9));
}
