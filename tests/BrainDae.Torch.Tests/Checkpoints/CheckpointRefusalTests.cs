using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;
using BrainDae.Torch.Optimization;

namespace BrainDae.Torch.Tests.Checkpoints;

public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public CheckpointRefusalTests()
    {
        path = folder["best.safetensors"];
        Write(2, seed: 1);
    }

    [Fact]
    public void Parameters_come_back_bit_for_bit_even_without_the_readable_copy()
    {
        var expected = new LevelNetwork(Shape(2), 1);
        File.Delete(folder["best.json"]);

        using var checkpoint = Checkpoint.Open(path);
        using var network = checkpoint.CreateNetwork(GoldenNetwork.Runtime);

        Assert.Equal(Values(expected), Values(network));
        Assert.Equal(Shape(2), checkpoint.Manifest.Options.Network);
    }

    [Fact]
    public void Readable_copy_is_the_manifest_inside_the_file()
    {
        using var file = SafetensorsFile.Open(path);

        Assert.Equal(SealedJson.Seal(file.Metadata["manifest"]), File.ReadAllText(folder["best.json"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(-1)]
    public void Truncated_file_is_refused(int length)
    {
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(length < 0 ? whole.Length + length : length)]);

        Refused(() => Checkpoint.Open(path));
    }

    [Fact]
    public void Missing_file_is_a_missing_input()
    {
        File.Delete(path);

        var failure = Assert.Throws<BrainDaeException>(() => Checkpoint.Open(path));

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("last.bias")]
    [InlineData("down_path.1.block.5.weight")]
    public void Missing_parameter_is_named(string name)
    {
        CheckpointFile.Rewrite(path, tensors: all => all.Where(t => t.Name != name));

        Assert.Contains($"'{name}'", RefusedNetwork().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_of_another_element_type_is_named()
    {
        CheckpointFile.Rewrite(path, tensors: all => all.Select(t => t.Name == "last.bias" ? t with { ElementType = ElementType.I32 } : t));

        Assert.Contains("'last.bias' is I32 [4]", RefusedNetwork().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"base_channels\": 2", "\"base_channels\": 4")]
    [InlineData("\"depth\": 2", "\"depth\": 3")]
    [InlineData("\"depth\": 2", "\"depth\": 1")]
    [InlineData("\"channels\": 4", "\"channels\": 3")]
    public void Manifest_of_another_network_size_is_refused(string stored, string claimed)
    {
        CheckpointFile.Rewrite(path, manifest: json => Replaced(json, stored, claimed));

        RefusedNetwork();
    }

    [Theory]
    [InlineData("\"depth\": 2", "\"depth\": 31")]
    [InlineData("\"depth\": 2", "\"depth\": -1")]
    [InlineData("\"base_channels\": 2", "\"base_channels\": 2000000000")]
    [InlineData("\"base_channels\": 2", "\"base_channels\": 0")]
    [InlineData("\"base_channels\": 2", "\"base_channels\": 512")]
    public void Claimed_size_takes_no_memory(string stored, string claimed)
    {
        CheckpointFile.Rewrite(path, manifest: json => Replaced(json, stored, claimed));
        var before = Created();

        RefusedNetwork();

        Assert.Equal(before, Created());

        static long Created()
        {
            var statistics = TorchSharp.DisposeScopeManager.Statistics;
            return statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;
        }
    }

    [Fact]
    public void File_without_a_manifest_is_refused()
    {
        CheckpointFile.Rewrite(path, manifest: _ => null);

        Assert.Contains("no manifest", Refused(() => Checkpoint.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format_version\": 1}")]
    [InlineData("{\"format_version\": \"one\"}")]
    public void Damaged_manifest_is_refused(string json)
    {
        CheckpointFile.Rewrite(path, manifest: _ => json);

        Refused(() => Checkpoint.Open(path));
    }

    [Fact]
    public void Later_format_names_both_versions_and_the_writer_whatever_else_it_holds()
    {
        CheckpointFile.Rewrite(path, manifest: _ => """{"format_version": 7, "software": "BrainDae 9.1", "recipe": {}}""");

        var message = Refused(() => Checkpoint.Open(path)).Message;

        Assert.Contains("checkpoint format 7", message, StringComparison.Ordinal);
        Assert.Contains("reads (2)", message, StringComparison.Ordinal);
        Assert.Contains("BrainDae 9.1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_without_optimiser_state_cannot_be_resumed_from()
    {
        using var checkpoint = Checkpoint.Open(path);
        using var network = checkpoint.CreateNetwork(GoldenNetwork.Runtime);
        using var optimizer = new AmsGrad(network.named_parameters(), 0);

        Assert.Contains("optimizer.exp_avg", Refused(() => checkpoint.Restore(optimizer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_disk_leaves_the_old_checkpoint_in_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/dev/full"), "needs /dev/full, which is always out of space");
        var before = File.ReadAllBytes(path);
        File.CreateSymbolicLink($"{path}.{Environment.ProcessId}.braindae-partial", "/dev/full");

        var failure = Assert.Throws<BrainDaeException>(() => Write(2, seed: 9));

        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["best.json", "best.safetensors"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)).Order());
        Write(2, seed: 9);
        Assert.NotEqual(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_second_output_that_the_manifest_names_must_be_there()
    {
        CheckpointFile.Rewrite(path, manifest: json => Replaced(json, "\"depth\": 2", "\"depth\": 2, \"lesion_output\": true"));

        Assert.Contains("has no tensor 'lesion.hidden.weight'", RefusedNetwork().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_output_that_the_manifest_does_not_name_is_refused()
    {
        CheckpointFile.Rewrite(path, tensors: all => all.Append(new("lesion.last.bias", ElementType.F32, [1], new byte[4])));

        Assert.Contains("'lesion.last.bias' is no part of the network", RefusedNetwork().Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static UNetOptions Shape(int baseChannels) => new() { BaseChannels = baseChannels, Depth = 2 };

    private static float[] Values(DenoisingNetwork network) => [.. network.parameters().SelectMany(p => p.detach().reshape(-1).data<float>().ToArray())];

    private static string Replaced(string json, string stored, string claimed)
    {
        Assert.Contains(stored, json, StringComparison.Ordinal);
        return json.Replace(stored, claimed, StringComparison.Ordinal);
    }

    private void Write(int baseChannels, long seed)
    {
        _ = GoldenNetwork.Runtime;
        using var network = new LevelNetwork(Shape(baseChannels), seed);
        var options = new TrainingOptions { Network = Shape(baseChannels) };
        Checkpoint.Write(
            path,
            new() { Software = "BrainDae test", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null },
            network,
            optimizer: null);
    }

    private BrainDaeException RefusedNetwork()
    {
        using var checkpoint = Checkpoint.Open(path);
        return Refused(() => checkpoint.CreateNetwork(GoldenNetwork.Runtime));
    }

    private BrainDaeException Refused(Action action)
    {
        var failure = Assert.Throws<BrainDaeException>(action);
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        return failure;
    }
}
