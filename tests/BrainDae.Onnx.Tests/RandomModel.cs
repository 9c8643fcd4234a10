using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;

namespace BrainDae.Onnx.Tests;

/// <summary>A network with random parameters as a model on the disk.</summary>
internal sealed class RandomModel : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RandomModel(NetworkOptions network, int cropX = 0, int cropY = 0)
    {
        _ = GoldenNetwork.Runtime;
        var options = new TrainingOptions { Network = network, CropX = cropX, CropY = cropY };
        using var unet = TorchNetworks.Create(network, seed: 3);
        var path = System.IO.Path.Combine(folder.Path, "model.safetensors");
        Checkpoint.Write(path, new() { Software = "BrainDae test", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null }, unet);
        Path = path;
        File = ModelFile.Open(path, "random");
    }

    public string Path { get; }

    public ModelFile File { get; }

    public void Dispose()
    {
        File.Dispose();
        folder.Dispose();
    }
}
