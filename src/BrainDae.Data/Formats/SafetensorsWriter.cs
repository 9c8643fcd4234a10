using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using BrainDae.Files;

namespace BrainDae.Data.Formats;

/// <summary>
/// Writes safetensors files: an 8-byte little-endian header length, a JSON header, the tensors' bytes. The same
/// tensors and metadata give the same bytes whatever their order: metadata is sorted by key, tensors by falling
/// element size and then by name, so that every tensor is aligned; the data starts at a multiple of 64 bytes.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 64;

    /// <summary>Writes tensors that are in memory.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyList{SafetensorsSource}, IReadOnlyDictionary{string, string})"/>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var file = Pending(path, tensors, metadata);
        file.Commit();
    }

    /// <summary>Writes tensors that are in memory, and leaves the rest to whoever commits the file.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyList{SafetensorsSource}, IReadOnlyDictionary{string, string})"/>
    public static PendingFile Pending(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return Pending(path, [.. tensors.Select(t => new SafetensorsSource(t.Name, t.ElementType, t.Shape, stream => stream.Write(t.Data.Span)))], metadata);
    }

    /// <summary>Writes tensors that produce their bytes while the file is written.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="tensors">In any order.</param>
    /// <param name="metadata">Stored under __metadata__; left out when empty.</param>
    /// <exception cref="ArgumentException">Two tensors share a name, or a tensor's bytes do not fit its shape.</exception>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsSource> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var file = Pending(path, tensors, metadata);
        file.Commit();
    }

    private static PendingFile Pending(string path, IReadOnlyList<SafetensorsSource> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        SafetensorsSource[] sorted = [.. InFileOrder(tensors, t => t.ElementType, t => t.Name)];
        var header = Header(sorted, metadata);
        return PendingFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var tensor in sorted)
            {
                var start = stream.Position;
                tensor.WriteTo(stream);
                if (stream.Position - start != ByteCount(tensor))
                {
                    throw new ArgumentException($"Tensor {tensor.Name} has {stream.Position - start} bytes, its shape asks for {ByteCount(tensor)}.", nameof(tensors));
                }
            }
        });
    }

    internal static IEnumerable<T> InFileOrder<T>(IEnumerable<T> tensors, Func<T, ElementType> type, Func<T, string> name) =>
        tensors.OrderByDescending(t => type(t).Size).ThenBy(name, StringComparer.Ordinal);

    private static byte[] Header(SafetensorsSource[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            var offset = 0L;
            var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                {
                    throw new ArgumentException($"The name {tensor.Name} is taken.", nameof(tensors));
                }

                offset = WriteEntry(writer, tensor, offset);
            }

            writer.WriteEndObject();
        }

        var padded = (sizeof(ulong) + json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        var header = new byte[padded];
        BinaryPrimitives.WriteInt64LittleEndian(header, padded - sizeof(ulong));
        json.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        header.AsSpan(sizeof(ulong) + json.WrittenCount).Fill((byte)' ');
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter writer, SafetensorsSource tensor, long offset)
    {
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.ElementType.Name);
        writer.WriteStartArray("shape");
        foreach (var axis in tensor.Shape)
        {
            writer.WriteNumberValue(axis);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(offset);
        offset += ByteCount(tensor);
        writer.WriteNumberValue(offset);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return offset;
    }

    private static long ByteCount(SafetensorsSource tensor) =>
        TensorSize.TryCountBytes(tensor.ElementType, tensor.Shape.AsSpan(), out var bytes)
            ? bytes
            : throw new ArgumentException($"Tensor {tensor.Name} has the impossible shape [{string.Join(", ", tensor.Shape)}].", nameof(tensor));
}
