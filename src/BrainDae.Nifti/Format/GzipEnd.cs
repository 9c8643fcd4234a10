using System.IO.Compression;

namespace BrainDae.Nifti.Format;

/// <summary>
/// A gzip file with one more gzip member appended as it is read. <see cref="GZipStream"/> takes the end of a truncated
/// file for the end of the data and then checks neither checksum nor length; but only behind a complete, correct
/// member does it go on to the next one. So content that ends in <see cref="Mark"/> is complete and has been verified.
/// </summary>
internal sealed class GzipEnd(Stream file) : Stream
{
    /// <summary>The content of the appended member.</summary>
    public static ReadOnlySpan<byte> Mark => "brain-dae:gz-end"u8;

    private static readonly byte[] Member = Compress();

    private int sent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = sent == 0 ? file.Read(buffer) : 0;
        if (read == 0)
        {
            read = Math.Min(buffer.Length, Member.Length - sent);
            Member.AsSpan(sent, read).CopyTo(buffer);
            sent += read;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
        {
            gzip.Write(Mark);
        }

        return bytes.ToArray();
    }
}
