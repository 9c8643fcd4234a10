using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;

namespace BrainDae.Fuzz.Formats;

/// <summary>Makes the checksums of changed files fit again, so that what reads the content behind them is reached.</summary>
internal static class Seal
{
    private const string FileSeal = ",\n  \"file_sha256\": \"";
    private const string LineSeal = ",\"line_sha256\":\"";

    /// <summary>The content of a sealed JSON file as an object without the seal; other bytes as they are.</summary>
    public static byte[] OpenFile(byte[] file) => Open(file, FileSeal, "\n}");

    /// <summary>The object with a seal that fits.</summary>
    public static byte[] CloseFile(byte[] content) => Close(content, FileSeal, "\"\n}\n");

    /// <summary>The content of a sealed line.</summary>
    public static byte[] OpenLine(byte[] line) => Open(line, LineSeal, "}");

    /// <summary>The line with a seal that fits.</summary>
    public static byte[] CloseLine(byte[] content) => Close(content, LineSeal, "\"}");

    /// <summary>A slice file whose checksums fit; as it is where it is none.</summary>
    public static byte[] Slices(byte[] file)
    {
        try
        {
            var length = (int)BitConverter.ToInt64(file);
            var header = JsonNode.Parse(file.AsSpan(sizeof(long), length))!.AsObject();
            var texts = header["__metadata__"]!.AsObject();
            var tensors = header.Where(entry => entry.Key != "__metadata__").Select(entry => (Name: entry.Key, Entry: entry.Value!.AsObject(), Bytes: Part(file, sizeof(long) + length, entry.Value!["data_offsets"]!.AsArray()))).ToArray();
            var images = tensors.Single(tensor => tensor.Name == "images");
            if ((int)images.Entry["shape"]![0]! is var slices && slices <= images.Bytes.Length)
            {
                texts["slice_xxh3"] = SliceSeal.OfSlices(images.Bytes, tensors.FirstOrDefault(tensor => tensor.Name == "lesion").Bytes ?? [], slices);
            }

            texts["index_sha256"] = SliceSeal.OfIndex(
                texts.Select(text => KeyValuePair.Create(text.Key, (string)text.Value!)),
                tensors.Select(tensor => new SafetensorsTensor(tensor.Name, Type(tensor.Entry), [.. tensor.Entry["shape"]!.AsArray().Select(axis => (long)axis!)], tensor.Bytes)));
            var json = Encoding.UTF8.GetBytes(header.ToJsonString());
            return [.. BitConverter.GetBytes((long)json.Length), .. json, .. file.AsSpan(sizeof(long) + length)];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or ArgumentException or NullReferenceException or FormatException or OverflowException or DivideByZeroException or IndexOutOfRangeException)
        {
            // No longer a slice file: nothing to seal.
            return file;
        }
    }

    private static ElementType Type(JsonObject entry) => ElementTypes.TryParse((string)entry["dtype"]!, out var type) ? type : throw new FormatException();

    private static byte[] Part(byte[] file, int start, JsonArray offsets) => file[(start + (int)offsets[0]!)..(start + (int)offsets[1]!)];

    private static byte[] Open(byte[] bytes, string before, string end) =>
        bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(before)) is var at and > 0 ? [.. bytes.AsSpan(0, at), .. Encoding.UTF8.GetBytes(end)] : bytes;

    private static byte[] Close(byte[] content, string before, string after)
    {
        var body = content.AsSpan().TrimEnd(" \n\r\t"u8);
        body = body.EndsWith("}"u8) ? body[..^1].TrimEnd(" \n\r\t"u8) : body;
        return [.. body, .. Encoding.UTF8.GetBytes(before + Convert.ToHexStringLower(SHA256.HashData(body)) + after)];
    }
}
