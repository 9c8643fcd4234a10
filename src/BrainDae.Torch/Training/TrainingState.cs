using System.Text.Json.Nodes;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;
using BrainDae.Torch.Optimization;
using BrainDae.Torch.Runtime;
using TorchSharp;

namespace BrainDae.Torch.Training;

/// <summary>What changes during a run: parameters, moments, progress. Either fresh or exactly as a checkpoint left it.</summary>
internal sealed class TrainingState : IDisposable
{
    private TrainingState(DenoisingNetwork network, AmsGrad optimizer, WeightAverage? average, TrainingProgress progress) =>
        (Network, Optimizer, Average, Progress) = (network, optimizer, average, progress);

    public DenoisingNetwork Network { get; }

    public AmsGrad Optimizer { get; }

    /// <summary>Of the network's parameters; null where the run has none.</summary>
    public WeightAverage? Average { get; private set; }

    /// <summary>What is validated and becomes the model.</summary>
    public DenoisingNetwork Model => Average?.Network ?? Network;

    /// <summary>What the run's checkpoint hashed the patients' names with; null for a fresh run and for one that stores them.</summary>
    public string? Salt { get; private init; }

    /// <summary>Whether another program had trained it before.</summary>
    public bool BegunElsewhere { get; private init; }

    public TrainingProgress Progress { get; set; }

    public static TrainingState Fresh(TrainingOptions options, TorchRuntime runtime)
    {
        var network = TorchNetworks.Create(options.Network, options.Seed);
        network.to(runtime.Device);
        network.Precision = options.Precision;
        var average = options.WeightAverage > 0 ? new WeightAverage(network, options.WeightAverage) : null;
        return new(network, new(network.named_parameters(), options.WeightDecay), average, TrainingProgress.NotBegun(options));
    }

    /// <exception cref="BrainDaeException">The checkpoint is of a run with other options or other data.</exception>
    public static TrainingState Resumed(string path, TrainingOptions options, TrainingDataIdentity data, bool anonymous, TorchRuntime runtime)
    {
        using var checkpoint = Checkpoint.Open(path);
        var trained = checkpoint.Manifest.Data;
        if (trained is null)
        {
            ImportedRun.RequireFit(path, checkpoint.Manifest, options, data);
        }
        else
        {
            RequireSameRun(path, checkpoint.Manifest.Options, trained, options, data, anonymous);
        }

        var network = checkpoint.CreateNetwork(runtime);
        network.Precision = options.Precision;
        var state = new TrainingState(network, new(network.named_parameters(), options.WeightDecay), average: null, checkpoint.Manifest.Progress)
        {
            Salt = trained?.Salt,
            BegunElsewhere = trained is null || trained.BegunElsewhere,
        };
        try
        {
            state.Average = options.WeightAverage == 0 ? null
                : trained is null ? new(network, options.WeightAverage)
                : new(network, checkpoint.CreateAverage(runtime), options.WeightAverage);
            checkpoint.Restore(state.Optimizer);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Average?.Dispose();
        Network.Dispose();
    }

    private static void RequireSameRun(string path, TrainingOptions before, TrainingDataIdentity trained, TrainingOptions options, TrainingDataIdentity data, bool anonymous)
    {
        if (!before.IsSameRunAs(options))
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: {path} was trained with other options ({Differences(before, options)}); give the same ones or another {new OptionName("identifier")}.");
        }

        if (anonymous && trained.Salt is null)
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: {path} holds the names of its patients already; go on without {new OptionName("anonymous")}, and then give the model hashes with 'braindae calibrate --anonymous --in-place'.");
        }

        string[] changes = [.. DataChanges(trained, trained.Salt is { } salt ? data.Anonymous(salt) : data)];
        if (changes.Length > 0)
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: {path} was trained with {string.Join(" and ", changes)} than the data folder has now; restore what was there or give another {new OptionName("identifier")}.");
        }
    }

    private static IEnumerable<string> DataChanges(TrainingDataIdentity before, TrainingDataIdentity now)
    {
        if (before.DataSha256 != now.DataSha256)
        {
            yield return "other slices";
        }

        if (before.TrainSplitSha256 != now.TrainSplitSha256)
        {
            yield return "another train.txt";
        }

        if (before.ValidationSplitSha256 != now.ValidationSplitSha256)
        {
            yield return "another val.txt";
        }
    }

    private static string Differences(TrainingOptions before, TrainingOptions now)
    {
        var (earlier, later) = (Values(before), Values(now));
        return string.Join(", ", earlier.Keys.Union(later.Keys).Where(name => Of(earlier, name) != Of(later, name)).Select(name => $"\"{name}\": {Of(earlier, name)} then, \"{name}\": {Of(later, name)} now"));

        static string Of(Dictionary<string, string> values, string name) => values.GetValueOrDefault(name, "none");

        static Dictionary<string, string> Values(TrainingOptions options) =>
            Leaves(JsonNode.Parse(CheckpointManifest.ToJson(options))!, "").Where(leaf => IsCompared(leaf.Key, options)).ToDictionary();
    }

    /// <summary>Every value with the names that lead to it, such as noise.resolution.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonNode? node, string name) => node is JsonObject fields
        ? fields.SelectMany(field => Leaves(field.Value, name.Length == 0 ? field.Key : $"{name}.{field.Key}"))
        : [new(name, node?.ToJsonString() ?? "null")];

    /// <summary>Not what follows from other options, nor what may differ.</summary>
    private static bool IsCompared(string name, TrainingOptions options) =>
        name != "network.lesion_output" && (name != "epochs" || options.Schedule == LearningRateCourse.Warmup);
}
