using System.Buffers.Binary;
using System.IO.Compression;
using BrainDae.Files;

namespace BrainDae.Nifti.Format;

/// <summary>A file read once from beginning to end, decompressed if its first bytes are those of gzip.</summary>
internal sealed class InflatingFile : IDisposable
{
    /// <summary>Deflate encodes at most 258 bytes in two bits, so no gzip file inflates further.</summary>
    private const long GreatestRatio = 1032;

    private readonly string path;
    private readonly Stream stream;
    private long inflated;

    private InflatingFile(string path, Stream stream, bool isCompressed, long greatestLength) =>
        (this.path, this.stream, IsCompressed, GreatestLength) = (path, stream, isCompressed, greatestLength);

    public bool IsCompressed { get; }

    /// <summary>No more bytes than these can be read.</summary>
    public long GreatestLength { get; }

    /// <exception cref="BrainDaeException">Missing, a folder, empty or not readable.</exception>
    public static InflatingFile Open(string path)
    {
        try
        {
            return OpenPresent(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Fills <paramref name="buffer"/> as far as the file reaches.</summary>
    /// <returns>Number of bytes read.</returns>
    /// <exception cref="BrainDaeException">The compressed data are damaged, or the disk fails.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            inflated += read;
            return read;
        }
        catch (InvalidDataException e)
        {
            throw BrainDaeException.Invalid($"{path}: its compressed data are damaged or truncated. Copy or download it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Passes over bytes; stops at the end of the file.</summary>
    public void Skip(long count)
    {
        if (!IsCompressed)
        {
            stream.Seek(count, SeekOrigin.Current);
            return;
        }

        Span<byte> passed = stackalloc byte[4096];
        while (count > 0 && Read(passed[..(int)Math.Min(count, passed.Length)]) is var read and > 0)
        {
            count -= read;
        }
    }

    /// <summary>Reads on to the end of compressed data, so that all of it is held against its checksum and length.</summary>
    /// <exception cref="BrainDaeException">The file is damaged or ends too early.</exception>
    public void VerifyRest()
    {
        if (!IsCompressed)
        {
            return;
        }

        // The last bytes stay at the front of the buffer while the rest, of any length, passes through behind them.
        var mark = GzipEnd.Mark;
        Span<byte> buffer = stackalloc byte[mark.Length + 4096];
        var (kept, complete) = (0, false);
        while (Read(buffer[kept..]) is var read and > 0)
        {
            var end = buffer[..(kept + read)];
            complete = end.EndsWith(mark);
            kept = Math.Min(mark.Length, end.Length);
            end[^kept..].CopyTo(buffer);
        }

        if (!complete)
        {
            throw TrailingBytes() is { } trailing ? BrainDaeException.Invalid($"{path}: {trailing} bytes follow the end of its compressed data. Copy or download it again, or cut them off.") : BrainDaeException.Invalid($"{path}: is truncated (its compressed data have no proper end). Copy or download it again.");
        }
    }

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// Bytes behind what was inflated, where the end of a gzip file, which is the length of its content, lies before the end
    /// of the file; null where it does not.
    /// </summary>
    private long? TrailingBytes()
    {
        const int Farthest = 1 << 16;
        using var file = RegularFile.OpenRead(path);
        var tail = new byte[(int)Math.Min(file.Length, Farthest)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, unchecked((uint)inflated));
        return tail.AsSpan().LastIndexOf(length) is var at and >= 0 && at < tail.Length - length.Length ? tail.Length - at - length.Length : null;
    }

    private static InflatingFile OpenPresent(string path)
    {
        var info = new FileInfo(path);
        if (Directory.Exists(path))
        {
            throw BrainDaeException.Invalid($"{path}: is a folder, not a NIfTI file. Give the path of a file inside it.");
        }

        if (!info.Exists)
        {
            throw BrainDaeException.Missing($"{path}: does not exist. Check the path.");
        }

        RegularFile.Require(path);
        if (info.Length == 0)
        {
            throw BrainDaeException.Invalid($"{path}: is empty. Copy or download it again.");
        }

        return Disposal.OnFailure(RegularFile.OpenRead(path, options: FileOptions.SequentialScan), file =>
        {
            var length = file.Length;
            return IsGzip(file)
                ? new InflatingFile(path, new GZipStream(new GzipEnd(file), CompressionMode.Decompress), isCompressed: true, SaturatedProduct(length))
                : new(path, file, isCompressed: false, length);
        });
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == magic.Length && magic.SequenceEqual<byte>([0x1f, 0x8b]);
    }

    private static long SaturatedProduct(long length) => Math.Min(length, long.MaxValue / GreatestRatio) * GreatestRatio;

    private static BrainDaeException Unreadable(string path, Exception e) =>
        BrainDaeException.Invalid($"{path}: cannot be read ({e.Message.TrimEnd('.')}). Check its permissions and the disk.", e);
}
