using System.IO.Compression;
using System.IO.Hashing;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// The zip archive that torch.save writes: FOLDER/data.pkl, FOLDER/data/KEY for each storage, uncompressed (PyTorch 1.6 and later). What it
/// hands out is together no longer than the file, whatever its directory claims.
/// </summary>
internal sealed class TorchArchive : ITorchStorages
{
    private const string PickleName = "data.pkl";
    private const int MaximumPickleLength = 1 << 26;

    private readonly ZipArchive zip;
    private readonly string folder;
    private readonly Dictionary<string, byte[]> storages = new(StringComparer.Ordinal);
    private long allowance;

    /// <exception cref="InvalidDataException">Not such an archive.</exception>
    public TorchArchive(Stream stream)
    {
        allowance = stream.Length;
        zip = new(stream, ZipArchiveMode.Read);
        var pickles = zip.Entries.Where(e => e.Name == PickleName).Take(2).ToArray();
        if (pickles is not [var pickle])
        {
            throw new InvalidDataException($"its zip archive has {(pickles.Length == 0 ? "no" : "more than one")} {PickleName}");
        }

        folder = pickle.FullName[..^PickleName.Length];
        if (pickle.Length > MaximumPickleLength)
        {
            throw new InvalidDataException($"its {PickleName} has {pickle.Length} bytes");
        }

        Root = PickleMachine.Run(Read(pickle));
        if (zip.GetEntry(folder + "byteorder") is { } byteOrder && !Read(byteOrder).AsSpan().SequenceEqual("little"u8))
        {
            throw new InvalidDataException("it was saved by a big-endian machine");
        }
    }

    public PickleValue Root { get; }

    public ReadOnlyMemory<byte> Storage(string key)
    {
        if (!storages.TryGetValue(key, out var bytes))
        {
            bytes = Read(zip.GetEntry($"{folder}data/{key}") ?? throw new InvalidDataException($"it lacks the storage {key}"));
            storages.Add(key, bytes);
        }

        return bytes;
    }

    public void Dispose() => zip.Dispose();

    private byte[] Read(ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length || entry.Length > Math.Min(allowance, Array.MaxLength))
        {
            throw new InvalidDataException($"{entry.Name} in it is compressed or too long");
        }

        allowance -= entry.Length;
        using var stream = entry.Open();
        var bytes = new byte[(int)entry.Length];
        stream.ReadExactly(bytes);

        // .NET does not hold stored entries against their checksum.
        if (Crc32.HashToUInt32(bytes) != entry.Crc32)
        {
            throw new InvalidDataException($"its part {entry.FullName} is damaged (content and checksum do not agree)");
        }

        return bytes;
    }
}
