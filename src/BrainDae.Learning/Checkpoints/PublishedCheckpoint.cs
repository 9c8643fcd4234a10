using System.Collections.Immutable;
using BrainDae.Imaging;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Storage;
using BrainDae.Learning.Network;
using BrainDae.Learning.Recipe;

namespace BrainDae.Learning.Checkpoints;

/// <summary>Turns a checkpoint of the published PyTorch implementation into a model of this software.</summary>
public static class PublishedCheckpoint
{
    /// <summary>Reads a .pt file, without executing anything in it, and writes it as a model.</summary>
    /// <param name="path">The .pt file: the published trainer's dictionary, or a plain state dictionary.</param>
    /// <param name="folder">The model to write.</param>
    /// <returns>The network's shape, found from the parameters' shapes.</returns>
    /// <exception cref="BrainDaeException">The file does not hold a network of the published kind, or the model cannot be written.</exception>
    public static UNetOptions Import(string path, ModelFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var tensors = TorchCheckpointReader.Read(path);
        var options = new TrainingOptions { Network = Shape(path, tensors) };
        var manifest = new CheckpointManifest
        {
            Software = SoftwareVersion.Text,
            Options = options,
            Data = null,
            Progress = TrainingProgress.NotBegun(options),
            Compute = null,
        };
        Checkpoint.Write(folder.Best, manifest, [.. tensors.Values]);
        return options.Network;
    }

    private static UNetOptions Shape(string path, ImmutableSortedDictionary<string, SafetensorsTensor> tensors)
    {
        if (!tensors.TryGetValue("down_path.0.block.1.weight", out var first) || first.Shape.Length != 4)
        {
            throw BrainDaeException.Invalid($"{path}: holds no network of the published kind (no parameter down_path.0.block.1.weight); import a checkpoint of the denoising U-Net.");
        }

        var depth = 1;
        while (tensors.ContainsKey($"down_path.{depth}.block.1.weight"))
        {
            depth++;
        }

        var options = new UNetOptions { Channels = (int)first.Shape[1], BaseChannels = (int)first.Shape[0], Depth = depth };
        using var network = new UNet(options);
        var expected = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape);
        var fault = expected.Keys.Except(tensors.Keys).Select(name => $"'{name}' is missing")
            .Concat(tensors.Keys.Except(expected.Keys).Select(name => $"'{name}' is not part of the network"))
            .Concat(expected.Where(e => tensors.TryGetValue(e.Key, out var t) && !t.Shape.AsSpan().SequenceEqual(e.Value)).Select(e => $"'{e.Key}' has shape [{string.Join(", ", tensors[e.Key].Shape)}]"))
            .FirstOrDefault();
        return fault is null
            ? options
            : throw BrainDaeException.Invalid($"{path}: {fault}, so this is not a denoising U-Net of the published kind (weight standardisation, group norm, up-convolutions).");
    }
}
