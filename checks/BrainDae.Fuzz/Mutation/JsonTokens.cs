using System.Buffers;

namespace BrainDae.Fuzz.Mutation;

/// <summary>Cuts JSON, whole or broken, into tokens; white space is dropped outside texts.</summary>
internal static class JsonTokens
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \n\r\t{}[],:\""u8);

    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> json)
    {
        var tokens = new List<ReadOnlyMemory<byte>>();
        var bytes = json.Span;
        for (var at = 0; at < bytes.Length;)
        {
            var length = Length(bytes[at..]);
            if (!IsSpace(bytes[at]))
            {
                tokens.Add(json.Slice(at, length));
            }

            at += length;
        }

        return tokens;
    }

    public static byte[] Join(List<ReadOnlyMemory<byte>> tokens)
    {
        var bytes = new byte[tokens.Sum(token => token.Length)];
        var at = 0;
        foreach (var token in tokens)
        {
            token.Span.CopyTo(bytes.AsSpan(at));
            at += token.Length;
        }

        return bytes;
    }

    public static bool IsMark(ReadOnlySpan<byte> token) => token is [(byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)',' or (byte)':'];

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static int Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == (byte)'"')
        {
            return TextLength(bytes);
        }

        if (IsSpace(bytes[0]) || IsMark(bytes[..1]))
        {
            return 1;
        }

        var end = bytes.IndexOfAny(Ends);
        return end < 0 ? bytes.Length : end;
    }

    private static int TextLength(ReadOnlySpan<byte> bytes)
    {
        for (var at = 1; at < bytes.Length; at++)
        {
            if (bytes[at] == (byte)'\\')
            {
                at++;
            }
            else if (bytes[at] == (byte)'"')
            {
                return at + 1;
            }
        }

        return bytes.Length;
    }
}
