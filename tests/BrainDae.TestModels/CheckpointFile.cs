using System.Security.Cryptography;
using System.Text;
using BrainDae.Data.Formats;

namespace BrainDae.TestModels;

/// <summary>Changes a checkpoint file's tensors or manifest, as a bad tool or another version might.</summary>
public static class CheckpointFile
{
    private const string ManifestHash = "manifest_sha256";
    private const string WeightsHash = "weights_sha256";

    public static void Rewrite(
        string path,
        Func<IEnumerable<SafetensorsTensor>, IEnumerable<SafetensorsTensor>>? tensors = null,
        Func<string, string?>? manifest = null)
    {
        SafetensorsTensor[] all;
        Dictionary<string, string> metadata;
        using (var file = SafetensorsFile.Open(path))
        {
            all = [.. file.Copy()];
            metadata = new(file.Metadata);
        }

        if (manifest is not null)
        {
            metadata = manifest(metadata["manifest"]) is { } json ? new() { ["manifest"] = json, [ManifestHash] = Hash(json), [WeightsHash] = "" } : [];
        }

        SafetensorsTensor[] written = [.. tensors?.Invoke(all) ?? all];
        if (metadata.ContainsKey(WeightsHash))
        {
            metadata[WeightsHash] = SafetensorsHash.Of(written);
            metadata.Remove("names_sha256");
        }

        SafetensorsWriter.Write(path, written, metadata);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
