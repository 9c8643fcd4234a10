using System.Collections.Immutable;
using System.Text.Json;
using BrainDae.Files;

namespace BrainDae.Data.Formats;

/// <summary>
/// The checked JSON header of a safetensors file: after parsing, every entry lies within the data, its length fits
/// its shape, and the entries cover the data without a gap or an overlap.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The format's own limit on headers, in bytes.</summary>
    public const long MaximumLength = 100_000_000;

    private SafetensorsHeader(ImmutableSortedDictionary<string, string> metadata, ImmutableSortedDictionary<string, SafetensorsEntry> entries) =>
        (Metadata, Entries) = (metadata, entries);

    public ImmutableSortedDictionary<string, string> Metadata { get; }

    public ImmutableSortedDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>Parses and checks a header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Bytes between the header and the end of the file.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            // Header, entry, list: three levels are all the format has.
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 3, AllowDuplicateProperties = false });
            return Read(path, document.RootElement, dataLength);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-8 or UTF-16.
            throw Invalid(path, "its header is not valid JSON", e);
        }
    }

    public static BrainDaeException Invalid(string path, string fault, Exception? inner = null) =>
        BrainDaeException.Invalid($"{path}: not a valid safetensors file: {fault}. Write or download it again.", inner);

    private static SafetensorsHeader Read(string path, JsonElement root, long dataLength)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(path, "its header is not a JSON object");
        }

        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var entries = ImmutableSortedDictionary.CreateBuilder<string, SafetensorsEntry>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                ReadMetadata(path, property.Value, metadata);
            }
            else
            {
                entries.Add(property.Name, ReadEntry(path, property.Name, property.Value));
            }
        }

        CheckCoverage(path, entries.Values, dataLength);
        return new(metadata.ToImmutable(), entries.ToImmutable());
    }

    private static void ReadMetadata(string path, JsonElement element, ImmutableSortedDictionary<string, string>.Builder metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(path, $"{MetadataKey} is not an object");
        }

        foreach (var property in element.EnumerateObject())
        {
            metadata.Add(property.Name, property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw Invalid(path, $"the metadata value {property.Name} is not a string"));
        }
    }

    private static SafetensorsEntry ReadEntry(string path, string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out var typeName) || typeName.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out var shapeList) || !TryReadIntegers(shapeList, out var shape)
            || !element.TryGetProperty("data_offsets", out var offsetList) || !TryReadIntegers(offsetList, out var offsets)
            || offsets is not [>= 0 and var begin, >= 0 and var end] || begin > end)
        {
            throw Invalid(path, $"tensor {name} lacks a usable dtype, shape or data_offsets");
        }

        if (!ElementTypes.TryParse(typeName.GetString()!, out var type))
        {
            throw Invalid(path, $"tensor {name} has the unknown element type {typeName.GetString()}");
        }

        return TensorSize.TryCountBytes(type, shape.AsSpan(), out var bytes) && bytes == end - begin
            ? new(name, type, shape, begin, bytes)
            : throw Invalid(path, $"tensor {name} has {end - begin} bytes, which do not fit {type.Name} [{string.Join(", ", shape)}]");
    }

    private static bool TryReadIntegers(JsonElement element, out ImmutableArray<long> values)
    {
        var items = element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().ToArray() : [];
        values = [.. items.Where(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out _)).Select(item => item.GetInt64())];
        return element.ValueKind == JsonValueKind.Array && values.Length == items.Length;
    }

    private static void CheckCoverage(string path, IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        var covered = 0L;
        foreach (var entry in entries.OrderBy(e => e.Offset).ThenBy(e => e.Length))
        {
            if (entry.Offset != covered)
            {
                throw Invalid(path, $"tensor {entry.Name} {(entry.Offset < covered ? "overlaps" : "leaves a gap to")} the one before it");
            }

            covered += entry.Length;
        }

        if (covered != dataLength)
        {
            throw Invalid(path, $"its tensors take {covered} bytes, but {dataLength} follow the header");
        }
    }
}
