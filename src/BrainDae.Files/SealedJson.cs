using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BrainDae.Files;

/// <summary>
/// JSON files that notice damage. The last member of the object is the SHA-256 of all bytes before it, so that any change
/// of the file, by a disk or by hand, is found when it is read; every JSON reader sees one member more.
/// </summary>
public static class SealedJson
{
    /// <summary>Name of the last member of a file.</summary>
    public const string Member = "file_sha256";

    /// <summary>Name of the last member of a line of a file of many objects.</summary>
    public const string LineMember = "line_sha256";

    private const int HashLength = 64;
    private static readonly byte[] Before = Encoding.UTF8.GetBytes($",\n  \"{Member}\": \"");
    private static readonly byte[] After = "\"\n}\n"u8.ToArray();
    private static readonly byte[] BeforeInLine = Encoding.UTF8.GetBytes($",\"{LineMember}\":\"");
    private static readonly byte[] AfterInLine = "\"}"u8.ToArray();
    private static readonly byte[] WhiteSpace = " \t\r\n"u8.ToArray();

    /// <summary>The text of a file with its seal.</summary>
    /// <param name="json">An object with at least one member.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Seal(string json) => Seal(json, Before, After);

    /// <summary>The text of a line, without its end, with its seal.</summary>
    /// <inheritdoc cref="Seal(string)"/>
    public static string SealLine(string json) => Seal(json, BeforeInLine, AfterInLine);

    /// <summary>Writes an object with its seal, replacing the file as a whole.</summary>
    /// <returns>SHA-256 of the file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static string Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var body = Body(JsonSerializer.SerializeToUtf8Bytes(value, type));
        var hash = Encoding.UTF8.GetBytes(Hash(body.Span));
        return AtomicFile.WriteHashed(path, stream =>
        {
            stream.Write(body.Span);
            stream.Write(Before);
            stream.Write(hash);
            stream.Write(After);
        });
    }

    /// <summary>Whether the bytes of a file are those that were sealed.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => IsWhole(bytes, Before, After);

    /// <summary>Whether a line, without its end, is the one that was sealed.</summary>
    public static bool IsWholeLine(string line) => IsWhole(Encoding.UTF8.GetBytes(line), BeforeInLine, AfterInLine);

    /// <summary>Reads an object back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="remedy">What makes it anew, one sentence without its end: closes every message.</param>
    /// <exception cref="BrainDaeException">
    /// <see cref="FailureKind.MissingInput"/>, or <see cref="FailureKind.InvalidInput"/>: it cannot be read, is not as it was
    /// written, or holds something else.
    /// </exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, string remedy)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var bytes = RegularFile.ReadAllBytes(path);
            return IsWhole(bytes)
                ? JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("it is empty")
                : throw BrainDaeException.Invalid($"{path}: is not as it was written: damaged, edited, or of an earlier version without a checksum. {remedy}.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BrainDaeException.Missing($"{path}: does not exist. {remedy}.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException or InvalidOperationException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). {remedy}.", e);
        }
    }

    private static string Seal(string json, byte[] before, byte[] after)
    {
        ArgumentNullException.ThrowIfNull(json);
        var body = Body(Encoding.UTF8.GetBytes(json)).Span;
        return $"{Encoding.UTF8.GetString(body)}{Encoding.UTF8.GetString(before)}{Hash(body)}{Encoding.UTF8.GetString(after)}";
    }

    /// <summary>An object without its closing brace and the white space around it.</summary>
    private static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> json)
    {
        var trimmed = json.TrimEnd(WhiteSpace);
        return trimmed.Span is [.., (byte)'}'] && trimmed[..^1].TrimEnd(WhiteSpace) is { Length: > 1 } body
            ? body
            : throw new ArgumentException("Only an object with members can be sealed.", nameof(json));
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes, byte[] before, byte[] after)
    {
        using var clock = CheckClock.Start();
        var sealLength = before.Length + HashLength + after.Length;
        if (bytes.Length < sealLength)
        {
            return false;
        }

        var body = bytes[..^sealLength];
        var seal = bytes[^sealLength..];
        return seal.StartsWith(before) && seal.EndsWith(after)
            && seal.Slice(before.Length, HashLength).SequenceEqual(Encoding.UTF8.GetBytes(Hash(body)));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
