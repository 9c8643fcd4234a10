using BrainDae.Benchmarks.Workers;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>A model in a folder of its own: a copy of the one in the setting `model`, or untrained with `width` base channels.</summary>
internal static class TrialModel
{
    public static ModelFolder Create(string folder, Settings settings)
    {
        var model = ModelFolder.Of(folder, "trial");
        if (settings.Find("model") is { } trained)
        {
            Directory.CreateDirectory(model.Path);
            File.Copy(Path.Combine(trained, Path.GetFileName(model.Model)), model.Model);
            return model;
        }

        var options = new TrainingOptions { Network = new UNetOptions { BaseChannels = settings.Int("width") } };
        using var network = TorchNetworks.Create(options.Network, seed: 1);
        Checkpoint.Write(
            model.Model,
            new() { Software = SoftwareVersion.Text, Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null },
            network);
        return model;
    }
}
