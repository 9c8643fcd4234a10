using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Formats;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;


namespace BrainDae.Torch.Checkpoints;

/// <summary>Turns a checkpoint of the published PyTorch implementation into a model of this software.</summary>
public static class PublishedCheckpoint
{
    /// <summary>
    /// Reads a .pt file, without executing anything in it, and writes it as a model; where it holds the optimiser's
    /// state, also as a checkpoint to go on from.
    /// </summary>
    /// <param name="path">The .pt file: the published trainer's dictionary, or a plain state dictionary.</param>
    /// <param name="folder">The model to write, in place of one that is there.</param>
    /// <param name="modalities">What its channels are; null for <see cref="Modalities.Brats"/>.</param>
    /// <returns>What was found in it.</returns>
    /// <exception cref="BrainDaeException">The file does not hold a network of the published kind, or the model cannot be written.</exception>
    public static ImportedCheckpoint Import(string path, ModelFolder folder, Modalities? modalities = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var checkpoint = TorchCheckpointReader.Read(path);
        modalities ??= Modalities.Brats;
        var network = Shape(path, checkpoint.Parameters.ToImmutableSortedDictionary(p => p.Name, p => p, StringComparer.Ordinal));
        if (network.Channels != modalities.Count)
        {
            throw BrainDaeException.Invalid($"{path}: its network has {network.Channels} channels, but {modalities.Count} modalities are named ({modalities}). Name one for each channel, in their order.");
        }

        var (training, obstacle) = PublishedTraining.Of(checkpoint);
        var options = (training?.Options ?? new()) with { Network = network, Precision = NetworkPrecision.Float32 };
        var manifest = new CheckpointManifest
        {
            Software = SoftwareVersion.Text,
            Options = options,
            Modalities = modalities,
            Data = null,
            Progress = training?.Progress ?? TrainingProgress.NotBegun(options),
            Compute = null,
        };
        if (training is not null)
        {
            // The model last: as long as it is not there, the import can be done again.
            ModelFile.Write(folder.Last, manifest, [.. checkpoint.Parameters, .. training.Moments]);
        }
        else
        {
            AtomicFile.Delete(folder.Last);
        }

        ModelFile.Write(folder.Model, manifest, checkpoint.Parameters);
        return new(options, training?.Progress, obstacle);
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

        var options = new UNetOptions { Channels = Axis(first.Shape[1]), BaseChannels = Axis(first.Shape[0]), Depth = depth };
        if (options.Faults().Any())
        {
            throw BrainDaeException.Invalid($"{path}: {options.Channels} channels in, {options.BaseChannels} in the first of {depth} levels: this is not a denoising U-Net of the published kind.");
        }

        var expected = options.GetParameters().ToDictionary(p => p.Name, p => p.Shape);
        var fault = expected.Keys.Except(tensors.Keys).Select(name => $"'{name}' is missing")
            .Concat(tensors.Keys.Except(expected.Keys).Select(name => $"'{name}' is not part of the network"))
            .Concat(tensors.Values.Where(t => t.ElementType != ElementType.F32).Select(t => $"'{t.Name}' is {t.ElementType}, not F32"))
            .Concat(expected.Where(e => tensors.TryGetValue(e.Key, out var t) && !t.Shape.SequenceEqual(e.Value)).Select(e => $"'{e.Key}' has shape [{string.Join(", ", tensors[e.Key].Shape)}]"))
            .FirstOrDefault();
        return fault is null
            ? options
            : throw BrainDaeException.Invalid($"{path}: {fault}, so this is not a denoising U-Net of the published kind (weight standardisation, group norm, up-convolutions).");
    }

    private static int Axis(long length) => (int)Math.Min(length, int.MaxValue);
}
