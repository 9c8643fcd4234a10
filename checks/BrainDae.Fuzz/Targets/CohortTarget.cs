using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>manifest.json of a data folder.</summary>
public sealed class CohortTarget : JsonTarget
{
    public override string Name => "cohort";

    public override ImmutableArray<string> Covers => ["CohortManifest.Read", "SliceStore.Open"];

    public override ImmutableArray<byte[]> Seeds() =>
    [
        SeedFile.In("manifest.json", folder =>
        {
            foreach (var name in (string[])["P 1", "Q"])
            {
                SliceStoreWriter.Write(folder, SliceFileTarget.Patient(name, labelled: name == "Q"), new() { PreprocessingJson = """{"size":4}""" });
            }

            CohortManifest.Build(folder, "source", "0").Write(folder);
        }),
    ];

    protected override byte[] Change(byte[] input, byte[] other, RandomStream random)
    {
        var changed = base.Change(input, other, random);
        return random.NextInt(4) == 0 ? changed : Sealed(changed);
    }

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        scratch.Write("manifest.json", input);
        using var store = SliceStore.Open(scratch.Path);
        ResultCheck.Require(store.Manifest);
        PreprocessingOptions.Of(store.Manifest);
        return true;
    }

    /// <summary>The hash over the patients, as a reader computes it.</summary>
    private static byte[] Sealed(byte[] json)
    {
        try
        {
            var manifest = JsonNode.Parse(json)!.AsObject();
            var lines = manifest["patients"]!.AsArray().Select(patient => $"{patient!["name"]} {patient["content_sha256"]}\n");
            manifest["data_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
            return JsonSerializer.SerializeToUtf8Bytes(manifest);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            // No longer a manifest: nothing to seal.
            return json;
        }
    }
}
