using System.IO.Compression;

namespace BrainDae.Fuzz.Formats;

/// <summary>gzip in memory.</summary>
public static class GzipBytes
{
    private const int MostInflated = 1 << 24;

    public static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>What can be inflated, up to the first fault or <see cref="MostInflated"/> bytes.</summary>
    public static byte[] Inflate(byte[] bytes)
    {
        using var result = new MemoryStream();
        var block = new byte[4096];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            for (var read = gzip.Read(block); read > 0 && result.Length < MostInflated; read = gzip.Read(block))
            {
                result.Write(block, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // What came before the fault counts.
        }

        return result.ToArray();
    }
}
