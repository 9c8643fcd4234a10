using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Torch.Network;
using BrainDae.Torch.Optimization;
using BrainDae.Torch.Runtime;

namespace BrainDae.Torch.Checkpoints;

/// <summary>A model as a checkpoint that PyTorch and the published implementation read.</summary>
/// <param name="Checkpoint">What the file holds.</param>
/// <param name="LeftOut">Names of parameters that published networks do not have, and that are therefore not in it.</param>
/// <param name="Obstacle">Why the optimiser has no state in it, a clause; null where it has.</param>
public sealed record ExportedCheckpoint(TorchCheckpoint Checkpoint, ImmutableArray<string> LeftOut, string? Obstacle)
{
    private const string LesionPrefix = "lesion.";

    /// <summary>
    /// Gathers a model's weights and, where the checkpoint beside it holds it for the same weights, the optimiser's state.
    /// An optimiser without state is written as one that has taken no step.
    /// </summary>
    /// <param name="model">The model; stays open.</param>
    /// <param name="last">The run's last checkpoint, <see cref="ModelFolder.Last"/>; need not exist.</param>
    /// <param name="runtime">What computes.</param>
    /// <exception cref="BrainDaeException">The model is of another kind than the published network, does not hold its network, or the checkpoint is damaged.</exception>
    public static ExportedCheckpoint Of(ModelFile model, string last, TorchRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Manifest.Options.Network is not UNetOptions)
        {
            throw BrainDaeException.Invalid($"{model.Path}: its network is {model.Manifest.Options.Network.Name}, and the published format holds a {new UNetOptions().Name} only. Export it as ONNX instead.");
        }

        using var network = Checkpoints.Checkpoint.CreateNetwork(model, runtime);
        var (parameters, leftOut) = Parameters(network);
        if (!File.Exists(last))
        {
            return Without(model.Manifest, parameters, leftOut, "there is no last.safetensors beside the model");
        }

        using var checkpoint = Checkpoints.Checkpoint.Open(last);
        using var latest = checkpoint.CreateNetwork(runtime);
        if (!Parameters(latest).Parameters.Select(p => p.Data).Zip(parameters, (data, own) => data.Span.SequenceEqual(own.Data.Span)).All(same => same))
        {
            return Without(model.Manifest, parameters, leftOut, "last.safetensors is of another epoch than the model, or the model is an average");
        }

        using var optimizer = new AmsGrad(latest.named_parameters(), checkpoint.Manifest.Options.WeightDecay);
        checkpoint.Restore(optimizer);
        return With(checkpoint.Manifest, parameters, Adam(checkpoint.Manifest, optimizer.Steps, Moments(optimizer, parameters)), leftOut, obstacle: null);
    }

    private static (ImmutableArray<SafetensorsTensor> Parameters, ImmutableArray<string> LeftOut) Parameters(DenoisingNetwork network)
    {
        var all = network.named_parameters().ToLookup(p => p.name.StartsWith(LesionPrefix, StringComparison.Ordinal));
        return ([.. all[false].Select(p => Checkpoints.Checkpoint.Stored(p.name, p.parameter))], [.. all[true].Select(p => p.name)]);
    }

    private static ImmutableArray<TorchMoments> Moments(AmsGrad optimizer, ImmutableArray<SafetensorsTensor> parameters)
    {
        var state = optimizer.State.ToDictionary(s => s.Name, s => s.Tensor);
        return [.. parameters.Select(p => new TorchMoments(Of("exp_avg", p), Of("exp_avg_sq", p), Of("max_exp_avg_sq", p)))];

        SafetensorsTensor Of(string moment, SafetensorsTensor parameter) => Checkpoints.Checkpoint.Stored(moment, state[$"{moment}.{parameter.Name}"]);
    }

    private static ExportedCheckpoint Without(CheckpointManifest manifest, ImmutableArray<SafetensorsTensor> parameters, ImmutableArray<string> leftOut, string obstacle) =>
        With(manifest, parameters, Adam(manifest, 0, []), leftOut, obstacle);

    private static ExportedCheckpoint With(CheckpointManifest manifest, ImmutableArray<SafetensorsTensor> parameters, TorchAdam optimizer, ImmutableArray<string> leftOut, string? obstacle)
    {
        var progress = manifest.Progress;
        var checkpoint = new TorchCheckpoint(parameters) { Epochs = progress.EpochsDone, Iterations = progress.IterationsDone, Value = progress.ValidationLoss, Optimizer = optimizer };
        return new(checkpoint, leftOut, obstacle);
    }

    private static TorchAdam Adam(CheckpointManifest manifest, long steps, ImmutableArray<TorchMoments> moments) =>
        new(manifest.Options.LearningRateAt(manifest.Progress.IterationsDone), manifest.Options.LearningRate, manifest.Options.WeightDecay, steps, moments);
}
