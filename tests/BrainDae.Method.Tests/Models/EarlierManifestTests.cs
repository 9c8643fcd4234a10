using System.Text.Json.Nodes;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;

namespace BrainDae.Method.Tests.Models;

/// <summary>Manifests of versions that knew four modalities only do not list them.</summary>
public sealed class EarlierManifestTests
{
    [Fact]
    public void A_manifest_without_modalities_is_of_those_of_BraTS()
    {
        var options = new TrainingOptions();
        var manifest = new CheckpointManifest
        {
            Software = "braindae 0.1",
            Options = options,
            Modalities = Modalities.Parse("flair,t2"),
            Data = new("data", 128, "train", "val", ["a"], ["b"]) { Preprocessing = new() { Modalities = Modalities.Parse("flair,t2"), Size = 64 } },
            Progress = TrainingProgress.NotBegun(options),
            Compute = null,
        };
        Assert.Equal("flair,t2", CheckpointManifest.Parse("p", manifest.ToJson()).Modalities.ToString());
        Assert.Equal("flair,t2", CheckpointManifest.Parse("p", manifest.ToJson()).Data!.Preprocessing!.Modalities.ToString());

        var json = JsonNode.Parse(manifest.ToJson())!.AsObject();
        Assert.True(json.Remove("modalities"));
        Assert.True(json["data"]!["preprocessing"]!.AsObject().Remove("modalities"));
        var earlier = CheckpointManifest.Parse("p", json.ToJsonString());
        Assert.Equal(Modalities.Brats, earlier.Modalities);
        Assert.Equal(Modalities.Brats, earlier.Data!.Preprocessing!.Modalities);
        Assert.Equal(64, earlier.Data.Preprocessing.Size);
    }

    [Theory]
    [InlineData("train_patients")]
    [InlineData("validation_content_sha256")]
    [InlineData("axis_codes")]
    public void A_manifest_with_null_in_a_list_is_refused(string list)
    {
        var options = new TrainingOptions();
        var manifest = new CheckpointManifest
        {
            Software = "braindae 0.2",
            Options = options,
            Data = new("data", 128, "train", "val", ["a"], ["b"], ["c"], ["d"]) { AxisCodes = ["LPS"] },
            Progress = TrainingProgress.NotBegun(options),
            Compute = null,
        };
        var json = JsonNode.Parse(manifest.ToJson())!.AsObject();
        json["data"]![list]!.AsArray().Add(null);

        Assert.Contains("null", Assert.Throws<BrainDaeException>(() => CheckpointManifest.Parse("p", json.ToJsonString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_without_network_or_noise_has_the_defaults()
    {
        var options = new TrainingOptions { Seed = 5 };
        var manifest = new CheckpointManifest { Software = "braindae 0.1", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null };
        var json = JsonNode.Parse(manifest.ToJson())!.AsObject();
        Assert.True(json["options"]!.AsObject().Remove("network"));
        Assert.True(json["options"]!.AsObject().Remove("corruption"));

        Assert.Equal(options, CheckpointManifest.Parse("p", json.ToJsonString()).Options);
    }
}
