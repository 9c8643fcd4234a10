using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Torch.Tests.Checkpoints;

public sealed class PublishedCheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private ModelFolder Model => ModelFolder.Of(folder.Path, "imported");

    [Fact]
    public void Shape_of_the_network_is_found_from_the_parameters()
    {
        var network = (UNetOptions)PublishedCheckpoint.Import(TestFiles.Golden("checkpoint", "golden.pt"), Model).Options.Network;

        Assert.Equal((4, 4, 4), (network.Channels, network.BaseChannels, network.Depth));
    }

    [Fact]
    public void Parameters_are_stored_bit_for_bit()
    {
        PublishedCheckpoint.Import(TestFiles.Golden("checkpoint", "golden.pt"), Model);

        using var file = SafetensorsFile.Open(Model.Model);
        foreach (var tensor in file.Tensors.Values)
        {
            Assert.Equal(Npy.Golden("unet", "after5", $"{tensor.Name}.npy").Floats, file.Values<float>(tensor).ToArray());
        }

        Assert.Equal(Directory.GetFiles(TestFiles.Golden("unet", "after5"), "*.npy").Length, file.Tensors.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1000)]
    [InlineData(-40)]
    public void Damaged_file_is_refused_and_no_model_is_written(int length)
    {
        var whole = File.ReadAllBytes(TestFiles.Golden("checkpoint", "golden.pt"));
        File.WriteAllBytes(folder["damaged.pt"], whole[..(length < 0 ? whole.Length + length : length)]);

        var failure = Assert.Throws<BrainDaeException>(() => PublishedCheckpoint.Import(folder["damaged.pt"], Model));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains("damaged.pt", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Model.Path));
    }

    public void Dispose() => folder.Dispose();
}
