using System.Text.Json.Nodes;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;

namespace BrainDae.Method.Tests.Network;

public sealed class NetworksTests
{
    public static TheoryData<string> Names => [.. Networks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manifest_keeps_the_kind_and_its_options(string name)
    {
        var options = new TrainingOptions { Network = (LevelOptions)Networks.Create(name) with { BaseChannels = 8, Channels = 2, LesionOutput = true } };
        var json = Manifest(options);

        Assert.Equal(options, CheckpointManifest.Parse("p", json.ToJsonString()).Options);
        Assert.Equal(name, (string?)json["options"]!["network"]!["name"]);
    }

    [Fact]
    public void A_manifest_of_before_reads_as_the_published_network()
    {
        var json = Manifest(new());
        json["options"]!["network"] = new JsonObject { ["channels"] = 3, ["depth"] = 2, ["base_channels"] = 8 };

        Assert.Equal(new UNetOptions { Channels = 3, Depth = 2, BaseChannels = 8 }, CheckpointManifest.Parse("p", json.ToJsonString()).Options.Network);
    }

    [Fact]
    public void The_published_network_has_its_7703748_parameters() =>
        Assert.Equal(7_703_748, new UNetOptions().GetParameters().Sum(parameter => parameter.Shape.Aggregate(1L, (product, length) => product * length)));

    [Theory]
    [InlineData("transformer")]
    [InlineData("BrainDae.Method.Network.UNetOptions, BrainDae.Method")]
    public void An_unknown_name_is_refused_with_those_that_are_known(string name)
    {
        var json = Manifest(new());
        json["options"]!["network"]!["name"] = name;

        var option = Assert.Throws<BrainDaeException>(() => Networks.Create(name));
        var manifest = Assert.Throws<BrainDaeException>(() => CheckpointManifest.Parse("p", json.ToJsonString()));

        Assert.Equal(FailureKind.InvalidOption, option.Kind);
        Assert.All([option, manifest], failure => Assert.Contains($"'{name}'", failure.Message, StringComparison.Ordinal));
        Assert.All([option, manifest], failure => Assert.Contains(string.Join(", ", Networks.Names), failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 16, "`Network.Depth` 1")]
    [InlineData(4, 0, "BottleneckChannels 0")]
    [InlineData(4, 4097, "BottleneckChannels 4097")]
    public void An_autoencoder_needs_a_bottleneck(int depth, int channels, string fault) =>
        Assert.Contains(fault, Assert.Single(new AutoencoderOptions { Depth = depth, BottleneckChannels = channels }.Faults()), StringComparison.Ordinal);

    private static JsonObject Manifest(TrainingOptions options)
    {
        var manifest = new CheckpointManifest { Software = "test", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null };
        return JsonNode.Parse(manifest.ToJson())!.AsObject();
    }
}
