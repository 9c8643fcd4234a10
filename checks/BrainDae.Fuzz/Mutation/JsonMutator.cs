using System.Collections.Immutable;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Mutation;

/// <summary>Changes JSON token by token, so that most of what comes out is still JSON but no longer what was meant.</summary>
public static class JsonMutator
{
    private const int Most = 4;

    private static readonly ImmutableArray<byte[]> Values =
    [
        .. """
        null true false 0 1 2 3 -1 -2 0.5 -0 1e400 -1e400 1e-400 2147483647 2147483648 -2147483649 4294967296 9223372036854775807 9223372036854775808 1e19 1.0
        "" "a" "\n" "a\nb" "\ud800" "\udc00x" "\u0000" "/" ".." "." "../x" "a/b" "null" "NaN" "Infinity" "-Infinity" "1" "[]" "{}" "%41" "A,B" "flair" "flair,flair" "LPS"
        [] {} [null] [[]] [{}] {"a":null} {"":""} [0] [1,2,3] [-1] ["a"] ["a","a"] NaN Infinity // /**/
        "F32" "F16" "U8" "I32" "BOOL" "C64" "I64" "Val" "Healthy" "Given"
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(System.Text.Encoding.UTF8.GetBytes),
        [(byte)'"', 0xff, 0xfe, (byte)'"'], [(byte)'"', 0xed, 0xa0, 0x80, (byte)'"'], [0xef, 0xbb, 0xbf],
        [.. Enumerable.Repeat((byte)'[', 100)], [.. Enumerable.Repeat((byte)'9', 400)],
        [(byte)'"', .. Enumerable.Repeat((byte)'x', 300), (byte)'"'],
    ];

    /// <summary>One to several changes.</summary>
    /// <param name="json">Is left as it is; need not be valid.</param>
    /// <param name="other">Another input of the same kind, to take tokens of.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Mutate(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> other, RandomStream random)
    {
        var tokens = JsonTokens.Split(json);
        if (tokens.Count == 0)
        {
            return Values[random.NextInt(Values.Length)];
        }

        for (var changes = 1 + random.NextInt(random.NextInt(3) == 0 ? Most : 1); changes > 0 && tokens.Count > 0; changes--)
        {
            Change(tokens, other, random);
        }

        return JsonTokens.Join(tokens);
    }

    private static void Change(List<ReadOnlyMemory<byte>> tokens, ReadOnlyMemory<byte> other, RandomStream random)
    {
        var at = random.NextInt(tokens.Count);
        switch (random.NextInt(14))
        {
            case 0: tokens.RemoveAt(at); break;
            case 1: tokens.Insert(at, tokens[random.NextInt(tokens.Count)]); break;
            case 2:
                var with = random.NextInt(tokens.Count);
                (tokens[at], tokens[with]) = (tokens[with], tokens[at]);
                break;
            case 3 or 7 or 8 or 9: CopyValue(tokens, random); break;
            case 4: Repeat(tokens, at, random); break;
            case 5: Remove(tokens, at); break;
            case 6 when JsonTokens.Split(other) is { Count: > 0 } others: tokens[at] = others[random.NextInt(others.Count)]; break;
            default: ReplaceValue(tokens, at, random); break;
        }
    }

    private static void ReplaceValue(List<ReadOnlyMemory<byte>> tokens, int at, RandomStream random)
    {
        // Mostly what follows a colon or stands in a list: names are kept more often.
        at = random.NextInt(4) == 0 ? at : FindValue(tokens, random, _ => true) ?? at;
        var value = Values[random.NextInt(Values.Length)];
        for (var tries = random.NextInt(8); tries > 0 && Kind(value) != Kind(tokens[at].Span); tries--)
        {
            value = Values[random.NextInt(Values.Length)];
        }

        if (random.NextInt(6) == 0)
        {
            value = System.Text.Encoding.UTF8.GetBytes($"{ByteMutator.InterestingNumber(random)}");
        }

        if (tokens[at].Span is [(byte)'{' or (byte)'['])
        {
            tokens.RemoveRange(at, Extent(tokens, at) - 1);
        }

        tokens[at] = value;
    }

    /// <summary>Puts a value in the place of another one of its kind, so that readers go on.</summary>
    private static void CopyValue(List<ReadOnlyMemory<byte>> tokens, RandomStream random)
    {
        if (FindValue(tokens, random, _ => true) is { } from && FindValue(tokens, random, kind => kind == Kind(tokens[from].Span)) is { } to)
        {
            tokens[to] = tokens[from];
        }
    }

    private static int? FindValue(List<ReadOnlyMemory<byte>> tokens, RandomStream random, Func<byte, bool> isWanted)
    {
        for (var tries = 0; tries < 16; tries++)
        {
            var at = random.NextInt(tokens.Count);
            if (!JsonTokens.IsMark(tokens[at].Span) && !IsName(tokens, at) && isWanted(Kind(tokens[at].Span)))
            {
                return at;
            }
        }

        return null;
    }

    private static bool IsName(List<ReadOnlyMemory<byte>> tokens, int at) => at + 1 < tokens.Count && tokens[at + 1].Span is [(byte)':'];

    // Texts, numbers, and the rest.
    private static byte Kind(ReadOnlySpan<byte> token) => token[0] switch { (byte)'"' => 1, (byte)'-' or (>= (byte)'0' and <= (byte)'9') => 2, _ => 0 };

    private static void Repeat(List<ReadOnlyMemory<byte>> tokens, int at, RandomStream random)
    {
        var part = tokens.GetRange(at, Extent(tokens, at));
        tokens.InsertRange(at, random.NextInt(2) == 0 ? [.. part, ","u8.ToArray()] : part);
    }

    private static void Remove(List<ReadOnlyMemory<byte>> tokens, int at) => tokens.RemoveRange(at, Extent(tokens, at));

    /// <summary>Tokens of the value that begins at a place; of a name, those of name, colon and value.</summary>
    private static int Extent(List<ReadOnlyMemory<byte>> tokens, int at)
    {
        if (at + 2 < tokens.Count && IsName(tokens, at))
        {
            return 2 + Extent(tokens, at + 2);
        }

        var depth = 0;
        for (var end = at; end < tokens.Count; end++)
        {
            depth += tokens[end].Span switch { [(byte)'{' or (byte)'['] => 1, [(byte)'}' or (byte)']'] => -1, _ => 0 };
            if (depth <= 0)
            {
                return end - at + 1;
            }
        }

        return tokens.Count - at;
    }
}
