using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Evaluation.Scratch;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Intervals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrainDae.Evaluation;

/// <summary>
/// Evaluates a frozen model as the published implementation does, beside baselines, and at the thresholds that are
/// stored with the model: on the cohort it was trained in or on any other. Changes nothing about the model.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="split">Who is in which part.</param>
/// <param name="model">The model.</param>
/// <param name="reconstructor">Its network.</param>
public sealed class Evaluator(SliceStore store, CohortSplit split, ModelFile model, IReconstructor reconstructor)
{
    /// <summary>Told what is evaluated, the leak audit (a warning where the model has seen a patient) and each patient. Default nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// The file that receives, of each patient, the counts of lesion and healthy pixels at every value of the scores that
    /// are shown first: see <see cref="ScoreCountsFile"/>. Null, the default, for none.
    /// </summary>
    public string? ScoreCounts { get; init; }

    /// <summary>Evaluates.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="scratchFolder">Where scores may lie in between: at most 4 MB a patient and score of BraTS, gone afterwards.</param>
    /// <param name="progress">Told the number of patients before the first, and each finished patient; may be null.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BrainDaeException">Model, data or split cannot be used.</exception>
    public EvaluationReport Run(EvaluationOptions options, string scratchFolder, IProgress<PatientProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ImmutableArray<string> names = [.. split.Patients(options.Split).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw BrainDaeException.Invalid($"{new OptionName("Split")} {options.Split.Text()}: the split has no patient; add names to {options.Split.Text()}.txt or choose another split.");
        }

        model.Manifest.RequireFit(store);
        Logger.Evaluating(model.Identifier, model.Sha256, names.Length, options.Split.Text());
        var audit = Audit(names, options);
        // No figure at a threshold that was found on the very patients, but the one that says so.
        var thresholds = audit.CalibratedOn.IsEmpty ? model.Calibration : null;
        if (options.NativeGrid && thresholds is null)
        {
            throw BrainDaeException.Option($"{new OptionName("NativeGrid")}: measures at the thresholds that are stored with the model, and {(model.Calibration is null ? "this model has none: calibrate it first" : "those were found on patients of this split")}. Leave out {new OptionName("NativeGrid")}.");
        }

        var native = options.NativeGrid ? NativeTruth.Find(store, names) : null;
        CohortScorer.RequireLabels(store, names);
        var scores = AnomalyScore.Servable(model.ScoreBasis);
        using var scratch = new ScratchFile(scratchFolder, StoredPatient.Need(Pixels(names), names.Length, scores.Length, options.UseComponentFilter));
        var done = 0;
        progress?.Report(new(null, 0, names.Length));
        var plan = new ScoringPlan { Scratch = scratch, Thresholds = thresholds, Measurement = PatientMeasurement.Of(options), Native = native };
        var scored = new CohortScorer(store, reconstructor, scores, model.Calibration?.ForScores).Run(names, plan, Finished, cancellation);
        var bootstrap = new PatientBootstrap(names.Length, options.BootstrapSeed, options.Resamples);
        var resampled = scored.ToDictionary(s => s.Score.Name, s => bootstrap.AveragePrecisions([.. s.Patients.Select(p => p.Stored.Counts)]), StringComparer.Ordinal);
        var report = new EvaluationReport
        {
            FormatVersion = EvaluationReport.CurrentFormat,
            Software = SoftwareVersion.Text,
            Model = new(model.Identifier, model.Sha256, model.Manifest.Progress.BestEpoch) { WeightsSha256 = model.WeightsSha256 },
            Calibration = EvaluatedCalibration.Of(model),
            DataSha256 = store.Manifest.DataSha256,
            Split = Describe(options.Split, names, scored[0]),
            Precision = reconstructor.Precision,
            LeakAudit = audit,
            Bootstrap = new(bootstrap.Resamples, bootstrap.Seed),
            HealthyRate = model.Calibration?.HealthyRate,
            LesionRule = options.Lesions.ToString(),
            SurfaceTolerance = options.SurfaceTolerance,
            Definitions = MetricCatalog.Definitions(options.NativeGrid),
            Scores =
            [
                .. ScoredSplit.WithIdeal(scored, store, plan.Measurement).Select(s => ScoreSummary.Of(s, bootstrap, resampled[s.Score.Name]) with
                {
                    IsDefault = s.Score.Name == AnomalyScore.DefaultOf(model.ScoreBasis).Name,
                    UsedThreshold = plan.Thresholds?.DefaultKind(s.Score),
                    Removed = plan.Measurement.OnSlices(s.Score),
                }),
            ],
        };
        return report with
        {
            Gain = NetworkGain.Of(report.Default, report.StrongestBaseline, resampled),
            ScoreCountsSha256 = ScoreCounts is { } path
                ? ScoreCountsFile.Write(path, report.Headline.Select(shown => scored.Single(s => s.Score.Name == shown.Name)))
                : null,
        };

        void Finished(string name)
        {
            Logger.Scored(name);
            progress?.Report(new(name, ++done, names.Length));
        }
    }

    private LeakAudit Audit(ImmutableArray<string> names, EvaluationOptions options)
    {
        var evaluated = names.ToHashSet(StringComparer.Ordinal);
        var audit = LeakAudit.Of(model.Manifest.Data, model.Calibration, store.Manifest.Patients.Where(p => evaluated.Contains(p.Name)));
        if (!options.AllowTrainPatients)
        {
            audit.RequireUnseen($"{new OptionName("Split")} {options.Split.Text()}", calibrationIsKnown: options.Split == SplitName.Val);
        }

        Logger.Audited(audit.TrainedOn.IsEmpty && audit.CalibratedOn.IsEmpty ? LogLevel.Information : LogLevel.Warning, audit);
        return audit;
    }

    private long Pixels(ImmutableArray<string> names) => names.Sum(name => (long)store.Get(name).Count) * store.Manifest.Size * store.Manifest.Size;

    private static EvaluatedSplit Describe(SplitName name, ImmutableArray<string> names, ScoredSplit scored) => new(
        name.Text(),
        CohortSplit.ContentHash(names),
        names.Length,
        scored.Patients.Sum(p => p.Slices),
        scored.Pooled.Lesion + scored.Pooled.Healthy,
        scored.Pooled.Lesion);
}
