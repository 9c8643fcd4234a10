using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrainDae.Fuzz.Formats;

/// <summary>A safetensors file taken apart: JSON header and data.</summary>
/// <param name="Header">The JSON.</param>
/// <param name="Data">What follows it.</param>
public sealed record SafetensorsBytes(ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Data)
{
    public const string MetadataKey = "__metadata__";

    /// <summary>Takes a file apart; null where the header's length does not fit the file.</summary>
    public static SafetensorsBytes? Split(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(file.Span) is var length && length > (ulong)(file.Length - sizeof(ulong)))
        {
            return null;
        }

        return new(file.Slice(sizeof(ulong), (int)length), file[(sizeof(ulong) + (int)length)..]);
    }

    /// <summary>Puts the file together, with the length that the header has.</summary>
    public byte[] Join()
    {
        var file = new byte[sizeof(ulong) + Header.Length + Data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)Header.Length);
        Header.CopyTo(file.AsMemory(sizeof(ulong)));
        Data.CopyTo(file.AsMemory(sizeof(ulong) + Header.Length));
        return file;
    }

    /// <summary>The same with other metadata; null where the header is no JSON object with texts as metadata.</summary>
    /// <param name="change">Gets the metadata, to change them.</param>
    public SafetensorsBytes? WithMetadata(Action<Dictionary<string, string>> change)
    {
        try
        {
            if (JsonNode.Parse(Header.Span) is not JsonObject header || header[MetadataKey] is not JsonObject stored)
            {
                return null;
            }

            var metadata = stored.ToDictionary(field => field.Key, field => field.Value?.GetValue<string>() ?? "");
            change(metadata);
            header[MetadataKey] = new JsonObject(metadata.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value)));
            return this with { Header = JsonSerializer.SerializeToUtf8Bytes(header) };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
