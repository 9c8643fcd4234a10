using System.IO.Compression;
using System.IO.Hashing;
using BrainDae.Files;

namespace BrainDae.Data.Formats.NumPy;

/// <summary>
/// Arrays of numbers in .npz files, as numpy.savez and numpy.savez_compressed write them: a zip archive of .npy files,
/// stored or deflated. Nothing in them is executed: arrays of Python objects are refused. Memory follows what is in the
/// file, not what its headers claim, and <paramref name="longest"/> bounds it.
/// </summary>
/// <param name="longest">Most bytes of one .npy file, header included.</param>
public sealed class NpzFile(long longest)
{
    private const int BlockLength = 1 << 16;

    /// <summary>Reads some arrays of a file.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="names">Names of the arrays.</param>
    /// <returns>The arrays in the order of the names.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>, or <see cref="FailureKind.InvalidInput"/>: not such a file, or an array is missing, damaged, too long or not of numbers.</exception>
    public NpyArray[] Read(string path, params ReadOnlySpan<string> names)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] wanted = [.. names];
        try
        {
            return RegularFile.Reading<NpyArray[]>(
                path,
                () =>
                {
                    using var stream = RegularFile.OpenRead(path);
                    using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
                    return [.. wanted.Select(name => Array(path, zip, name))];
                },
                "no such file. Check the path.",
                "Check the file and its permissions.");
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            throw BrainDaeException.Invalid($"{path}: not a .npz file that can be read ({e.Message.TrimEnd('.')}). Write it again with numpy.savez.", e);
        }
    }

    private NpyArray Array(string path, ZipArchive zip, string name)
    {
        var entry = zip.GetEntry($"{name}.npy") ?? throw BrainDaeException.Invalid($"{path}: holds no array '{name}'. Write it again with numpy.savez.");
        try
        {
            return NpyValues.Of(Content(entry));
        }
        catch (InvalidDataException e)
        {
            throw BrainDaeException.Invalid($"{path}: its array '{name}' cannot be read: {e.Message.TrimEnd('.')}. Write it again with numpy.savez.", e);
        }
    }

    private ReadOnlySpan<byte> Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var block = new byte[BlockLength];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            content.Write(block, 0, read);
            if (content.Length > longest)
            {
                throw new InvalidDataException($"it has more than {longest} bytes");
            }
        }

        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);

        // .NET does not hold entries against their checksum.
        return Crc32.HashToUInt32(bytes) == entry.Crc32 ? bytes : throw new InvalidDataException("it is damaged (content and checksum do not agree)");
    }
}
