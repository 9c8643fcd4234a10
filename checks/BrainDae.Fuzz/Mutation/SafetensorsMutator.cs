using BrainDae.Fuzz.Formats;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Mutation;

/// <summary>Changes safetensors files: their header token by token, JSON inside its texts, or any bytes.</summary>
public static class SafetensorsMutator
{
    private static readonly ByteMutator Bytes = new("\"dtype\":\"F16\""u8.ToArray(), "\"shape\":[0]"u8.ToArray(), "\"data_offsets\":[0,0]"u8.ToArray(), "\"__metadata__\":{}"u8.ToArray());

    public static byte[] Mutate(byte[] file, byte[] other, RandomStream random)
    {
        if (SafetensorsBytes.Split(file) is not { } parts || random.NextInt(4) == 0)
        {
            return Bytes.Mutate(file, other, random);
        }

        var others = SafetensorsBytes.Split(other) ?? parts;
        return (random.NextInt(4) switch
        {
            0 or 1 => parts.WithMetadata(metadata => ChangeText(metadata, random)) ?? Header(),
            2 => parts with { Data = Bytes.Mutate(parts.Data.ToArray(), others.Data.ToArray(), random) },
            _ => Header(),
        }).Join();

        SafetensorsBytes Header() => parts with { Header = JsonMutator.Mutate(parts.Header, others.Header, random) };
    }

    private static void ChangeText(Dictionary<string, string> metadata, RandomStream random)
    {
        if (metadata.Count > 0)
        {
            var key = metadata.Keys.Order(StringComparer.Ordinal).ElementAt(random.NextInt(metadata.Count));
            metadata[key] = Text(metadata[key], random);
        }
    }

    private static string Text(string text, RandomStream random)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(text);
        var changed = text is ['{' or '[', ..] ? JsonMutator.Mutate(json, json, random) : Bytes.Mutate(json, json, random);
        return System.Text.Encoding.UTF8.GetString(changed);
    }
}
