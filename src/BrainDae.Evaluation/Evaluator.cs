using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Volumes;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Evaluation;

/// <summary>Evaluates a model as the published implementation does, beside a baseline and at honest thresholds.</summary>
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
        options.Validate();
        model.RequireModel();
        ImmutableArray<string> names = [.. split.Patients(options.Split).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw BrainDaeException.Invalid($"--split {options.Split.Text()}: the split has no patient; add names to {options.Split.Text()}.txt or choose another split.");
        }

        if (options.NativeGrid && (options.Split == SplitName.Val || split.Val.Length == 0))
        {
            throw BrainDaeException.Option($"--native-grid: measures {options.Split.Text()} at thresholds that were fixed on the val split, {(options.Split == SplitName.Val ? "and on that split itself there are none" : "which is empty")}. Leave out --native-grid.");
        }

        var native = options.NativeGrid ? NativeTruth.Find(store, names) : null;
        using var checkpoint = Checkpoint.Open(model.Best);
        checkpoint.Manifest.Options.Network.RequireSize(store.Manifest.Size);
        var audit = Audit(checkpoint, names, options);
        var identity = Identify(checkpoint);
        using var reconstructor = Reconstructor.Of(checkpoint, runtime, options.Precision, options.BatchSize);
        using var cache = options.UseComponentFilter ? new ScoreCache(scratchFolder) : null;
        var known = ModelCalibration.Find(model, identity.Sha256, options.Precision, store.Manifest.DataSha256, split.Val, options.HealthyRate);
        var validates = options.Split != SplitName.Val && known is null && split.Val.Length > 0;
        CohortScorer.RequireLabels(store, validates ? [.. split.Val, .. names] : names);
        started(names.Length + (validates ? split.Val.Length : 0));
        var healthy = known?.Healthy ?? ResidualCalibration.Of(store, split.Val, checkpoint.Manifest.Options.HealthyRule, reconstructor, cancellation);
        var scorer = new CohortScorer(store, reconstructor, AnomalyScore.All, healthy);
        if (validates)
        {
            var calibration = new ScoringPlan { CalibratesBy = checkpoint.Manifest.Options.HealthyRule };
            known = ModelCalibration.Of(scorer.Run(split.Val, calibration, patientDone, cancellation), identity.Sha256, options.Precision, store.Manifest.DataSha256, split.Val, healthy, options.HealthyRate);
            known.Store(model);
        }

        // No figure at a threshold that was found on the very patients, but the one that says so.
        var plan = new ScoringPlan { Cache = cache, Thresholds = options.Split == SplitName.Val ? null : known, Measurement = PatientMeasurement.Of(options), Native = native };
        var scored = scorer.Run(names, plan, patientDone, cancellation);
        var bootstrap = new PatientBootstrap(names.Length, options.BootstrapSeed, options.Resamples);
        return new()
        {
            Software = SoftwareVersion.Text,
            Model = identity,
            DataSha256 = store.Manifest.DataSha256,
            Split = Describe(options.Split, names, scored[0]),
            Precision = options.Precision,
            MaximumComponentSize = plan.Measurement.MaximumComponentSize,
            LeakAudit = audit,
            Bootstrap = new(bootstrap.Resamples, bootstrap.Seed),
            HealthyRate = options.HealthyRate,
            LesionRule = options.Lesions.ToString(),
            SurfaceTolerance = options.SurfaceTolerance,
            NativeDefinition = options.NativeGrid ? NativeResult.Definition : null,
            Scores = Results(scored, plan, bootstrap),
        };
    }

    private ImmutableArray<ScoreResult> Results(ImmutableArray<ScoredSplit> scored, ScoringPlan plan, PatientBootstrap bootstrap)
    {
        ImmutableArray<double?> ideal = [.. scored.Select(s => s.Best?.Threshold)];
        var measured = ScoredSplit.Measured(scored, ideal, store, plan.Measurement!);
        return [.. scored.Select((s, score) => Summary(s, plan, ideal[score], [.. s.Patients.Select((_, patient) => measured[score, patient])]).Result(bootstrap))];
    }

    private static ScoreSummary Summary(ScoredSplit scored, ScoringPlan plan, double? ideal, ImmutableArray<VolumeMetrics?> atIdeal)
    {
        var filtered = plan.Measurement!.MaximumComponentSize > 0;
        return new(
            scored,
            Outcome(ideal, atIdeal),
            Outcome(plan.Thresholds?.Of(scored.Score), [.. scored.Patients.Select(p => p.AtValidation)]),
            Outcome(plan.Thresholds?.HealthyOf(scored.Score), [.. scored.Patients.Select(p => p.AtHealthy)]))
        {
            NativeValidation = ThresholdOutcome.OnOwnGrids(plan.Thresholds?.Of(scored.Score), [.. scored.Patients.Select(p => p.NativeAtValidation)], filtered),
            NativeHealthy = ThresholdOutcome.OnOwnGrids(plan.Thresholds?.HealthyOf(scored.Score), [.. scored.Patients.Select(p => p.NativeAtHealthy)], filtered),
        };

        ThresholdOutcome? Outcome(double? threshold, ImmutableArray<VolumeMetrics?> measured) =>
            threshold is { } t ? new(t, scored.Unfiltered(t), measured, filtered) : null;
    }

    private LeakAudit Audit(Checkpoint checkpoint, ImmutableArray<string> names, EvaluationOptions options)
    {
        var evaluated = names.ToHashSet(StringComparer.Ordinal);
        var audit = LeakAudit.Of(checkpoint.Manifest.Data, store.Manifest.Patients.Where(p => evaluated.Contains(p.Name)));
        if (!options.AllowTrainPatients)
        {
            audit.RequireUnseen($"--split {options.Split.Text()}");
        }

        return audit;
    }

    private EvaluatedModel Identify(Checkpoint checkpoint) => new(model.Identifier, model.HashBest(), checkpoint.Manifest.Progress.BestEpoch);

    private static EvaluatedSplit Describe(SplitName name, ImmutableArray<string> names, ScoredSplit scored) => new(
        name.Text(),
        CohortSplit.ContentHash(names),
        names.Length,
        scored.Patients.Sum(p => p.Slices),
        scored.Pooled.Lesion + scored.Pooled.Healthy,
        scored.Pooled.Lesion);
}
