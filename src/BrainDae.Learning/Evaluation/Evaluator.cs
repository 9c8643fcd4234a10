using System.Collections.Immutable;
using BrainDae.Imaging;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Metrics;
using BrainDae.Imaging.PostProcessing;
using BrainDae.Imaging.Scoring;
using BrainDae.Imaging.Slices;
using BrainDae.Imaging.Splits;
using BrainDae.Learning.Checkpoints;
using BrainDae.Learning.Network;
using BrainDae.Learning.Runtime;
using BrainDae.Learning.Scoring;

namespace BrainDae.Learning.Evaluation;

/// <summary>What to evaluate and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Which patients: train, val or test.</summary>
    public SplitName Split { get; init; } = SplitName.Test;

    /// <summary>Whether Dice is also computed after removing small components.</summary>
    public bool UseComponentFilter { get; init; } = true;

    /// <summary>Slices through the network at a time, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Arithmetic inside the network.</summary>
    public NetworkPrecision Precision { get; init; }
}

/// <summary>The parts of a split.</summary>
public enum SplitName
{
    /// <summary>Trained on.</summary>
    Train,

    /// <summary>Chooses the checkpoint and the threshold.</summary>
    Val,

    /// <summary>Evaluated on.</summary>
    Test,
}

/// <summary>Evaluates a model as the published implementation does, beside a baseline and at an honest threshold.</summary>
/// <param name="store">The slices.</param>
/// <param name="split">Who is in which part.</param>
/// <param name="model">Where the model lies.</param>
/// <param name="runtime">What computes.</param>
public sealed class Evaluator(SliceStore store, CohortSplit split, ModelFolder model, TorchRuntime runtime)
{
    /// <summary>Evaluates.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="scratchFolder">Where scores may lie in between: about 4 bytes a pixel and score.</param>
    /// <param name="started">Told the number of patients to score.</param>
    /// <param name="patientDone">Told each finished patient.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BrainDaeException">Model, data or split cannot be used.</exception>
    public EvaluationReport Run(EvaluationOptions options, string scratchFolder, Action<int> started, Action<string> patientDone, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(started);
        model.RequireModel();
        var names = Names(options.Split);
        if (names.Length == 0)
        {
            throw BrainDaeException.Invalid($"--split {Text(options.Split)}: the split has no patient; add names to {Text(options.Split)}.txt or choose another split.");
        }

        using var checkpoint = Checkpoint.Open(model.Best);
        checkpoint.Manifest.Options.Network.RequireSize(store.Manifest.Size);
        var identity = Identify(checkpoint);
        using var reconstructor = new Reconstructor(checkpoint.CreateNetwork(runtime), runtime, options.Precision, options.BatchSize);
        using var cache = options.UseComponentFilter ? new ScoreCache(scratchFolder) : null;
        var scorer = new CohortScorer(store, reconstructor, AnomalyScore.All);
        var known = ValidationThresholds.Find(model, identity.Sha256, options.Precision, store.Manifest.DataSha256, split.Val);
        var validates = options.Split != SplitName.Val && known is null && split.Val.Length > 0;
        CohortScorer.RequireLabels(store, validates ? [.. split.Val, .. names] : names);
        started(names.Length + (validates ? split.Val.Length : 0));
        if (validates)
        {
            known = ValidationThresholds.Of(scorer.Run(split.Val, null, patientDone, cancellation), identity.Sha256, options.Precision, store.Manifest.DataSha256, split.Val);
            known.Store(model);
        }

        var scored = scorer.Run(names, cache, patientDone, cancellation);
        return new()
        {
            Software = SoftwareVersion.Text,
            Model = identity,
            DataSha256 = store.Manifest.DataSha256,
            Split = Describe(options.Split, names, scored[0]),
            Precision = options.Precision,
            MaximumComponentSize = options.UseComponentFilter ? ConnectedComponents.PublishedMaximumSize : 0,
            Scores = [.. scored.Select(s => Result(s, options, known?.Of(s.Score)))],
        };
    }

    private ScoreResult Result(ScoredSplit scored, EvaluationOptions options, double? validationThreshold)
    {
        var ideal = At(scored, scored.Best?.Threshold, options);
        var validation = At(scored, validationThreshold, options);
        return new()
        {
            Name = scored.Score.Name,
            Description = scored.Score.Description,
            AveragePrecision = Defined(AveragePrecision.Of(scored.Pooled)),
            Auroc = Defined(Auroc.Of(scored.Pooled)),
            Thresholds = scored.Score.FitsPublishedThresholds ? "0, 0.001 .. 0.999, rounded to half precision" : "every distinct half-precision score",
            Ideal = ideal?.Result,
            Validation = validation?.Result,
            Patients = [.. scored.Patients.Select((p, i) => new PatientResult(
                p.Name,
                p.Slices,
                p.Distribution.Lesion,
                Defined(AveragePrecision.Of(p.Distribution)),
                DiceCurve.BestOverAllThresholds(p.Distribution)?.Dice,
                Defined(ideal?.Patients[i].Dice),
                Defined(validation?.Patients[i].Dice)))],
        };
    }

    private (ThresholdResult Result, ImmutableArray<ConfusionCounts> Patients)? At(ScoredSplit scored, double? threshold, EvaluationOptions options)
    {
        if (threshold is not { } t)
        {
            return null;
        }

        var plain = scored.Unfiltered(t);
        var filtered = options.UseComponentFilter ? scored.Filtered(store, t, ConnectedComponents.PublishedMaximumSize) : default;
        var patients = options.UseComponentFilter ? filtered : plain;
        var withLesion = patients.Where(c => c.TruePositives + c.FalseNegatives > 0).Select(c => c.Dice).ToArray();
        return (
            new(t, Defined(Sum(plain).Dice), options.UseComponentFilter ? Defined(Sum(filtered).Dice) : null, withLesion.Length == 0 ? null : withLesion.Average()),
            patients);
    }

    private static ConfusionCounts Sum(ImmutableArray<ConfusionCounts> counts) => counts.Aggregate(default(ConfusionCounts), (a, b) => a + b);

    private static double? Defined(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private EvaluatedModel Identify(Checkpoint checkpoint) => new(model.Identifier, model.HashBest(), checkpoint.Manifest.Progress.BestEpoch);

    private static EvaluatedSplit Describe(SplitName name, ImmutableArray<string> names, ScoredSplit scored) => new(
        Text(name),
        CohortSplit.ContentHash(names),
        names.Length,
        scored.Patients.Sum(p => p.Slices),
        scored.Pooled.Lesion + scored.Pooled.Healthy,
        scored.Pooled.Lesion);

    private ImmutableArray<string> Names(SplitName name) => [.. (name switch
    {
        SplitName.Train => split.Train,
        SplitName.Val => split.Val,
        _ => split.Test,
    }).Order(StringComparer.Ordinal)];

    private static string Text(SplitName name) => name switch
    {
        SplitName.Train => "train",
        SplitName.Val => "val",
        _ => "test",
    };
}
