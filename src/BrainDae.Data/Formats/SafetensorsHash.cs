using System.Security.Cryptography;
using BrainDae.Files;

namespace BrainDae.Data.Formats;

/// <summary>SHA-256 of everything in a safetensors file after its header, as 64 lower-case hexadecimal digits.</summary>
public static class SafetensorsHash
{
    private const int ChunkLength = 1 << 24;

    /// <summary>The hash that a file of these tensors will have.</summary>
    public static string Of(IReadOnlyList<SafetensorsTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in SafetensorsWriter.InFileOrder(tensors, t => t.ElementType, t => t.Name))
        {
            hash.AppendData(tensor.Data.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash of a file as it is; reads all of it.</summary>
    public static string Of(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var clock = CheckClock.Start();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in file.Tensors.Values.OrderBy(e => e.Offset).ThenBy(e => e.Length))
        {
            for (var offset = 0L; offset < entry.Length; offset += ChunkLength)
            {
                hash.AppendData(file.Bytes(entry, offset, (int)Math.Min(ChunkLength, entry.Length - offset)));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
