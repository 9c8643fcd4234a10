using System.Collections.Immutable;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Scratch;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation;

/// <summary>What is to be found out of each patient while its scores are in memory.</summary>
internal sealed record ScoringPlan
{
    /// <summary>Keeps what is needed again of each patient.</summary>
    public required ScratchFile Scratch { get; init; }

    /// <summary>Thresholds that are known before scoring, so that patients are measured at them beside the network's work.</summary>
    public ModelCalibration? Thresholds { get; init; }

    /// <summary>How patients are measured.</summary>
    public required PatientMeasurement Measurement { get; init; }

    /// <summary>Holds the labels on the scans' own grids, where scores that need the network are to be measured there too; else null.</summary>
    public NativeTruth? Native { get; init; }

    /// <summary>At which thresholds, and on which grids, patients are measured while their scores are in memory.</summary>
    public ImmutableArray<MeasuredThreshold> Of(AnomalyScore score) =>
    [
        .. from grid in FigureGrid.All
           where grid == FigureGrid.Slices || (Native is not null && score.NeedsNetwork)
           from threshold in FigureThreshold.All
           let value = threshold.Kind is { } kind ? Thresholds?.Of(score, kind) : null
           where value is not null
           select new MeasuredThreshold(threshold, grid, value.Value),
    ];
}

/// <summary>
/// Scores patients one after another: while the network works on one, the scores of the one before are computed,
/// counted and measured. Holds two patients at a time, however many there are.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="reconstructor">The network.</param>
/// <param name="scores">What to compute from images and reconstruction.</param>
/// <param name="calibration">What was measured of the model; null where it was not.</param>
internal sealed class CohortScorer(SliceStore store, IReconstructor reconstructor, ImmutableArray<AnomalyScore> scores, ScoreCalibration? calibration)
{
    /// <summary>Refuses patients that cannot be evaluated, before the long work.</summary>
    /// <exception cref="BrainDaeException">A patient is not in the data, its file is damaged, or it has no label.</exception>
    public static void RequireLabels(SliceStore store, IEnumerable<string> patients)
    {
        foreach (var patient in patients.Select(store.Get))
        {
            if (!patient.HasLabel)
            {
                throw BrainDaeException.Invalid($"{patient.Path}: has no lesion label to evaluate against; preprocess the patient with its segmentation or take it out of the split.");
            }
        }
    }

    /// <summary>Scores some patients, all with a label.</summary>
    /// <param name="patients">Their names.</param>
    /// <param name="plan">What to find out of each.</param>
    /// <param name="patientDone">Told each finished patient.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public ImmutableArray<ScoredSplit> Run(IEnumerable<string> patients, ScoringPlan plan, Action<string> patientDone, CancellationToken cancellation)
    {
        var tallies = scores.Select(score => new Tally(score, plan)).ToImmutableArray();
        var counting = Task.CompletedTask;
        try
        {
            foreach (var name in patients)
            {
                var patient = store.Get(name);
                var input = PatientScoring.Reconstruct(patient, reconstructor, calibration, cancellation);
                counting.GetAwaiter().GetResult();
                counting = Task.Run(() =>
                {
                    Count(patient, input, plan, tallies);
                    store.Release(name);
                    patientDone(name);
                },
                cancellation);
            }
        }
        finally
        {
            Task.WhenAny(counting).Wait(CancellationToken.None);
        }

        counting.GetAwaiter().GetResult();
        return [.. tallies.Select(tally => tally.ToSplit())];
    }

    private static void Count(PatientSliceFile patient, ReconstructedPatient input, ScoringPlan plan, ImmutableArray<Tally> tallies)
    {
        var labels = patient.Labels();
        var truth = plan.Thresholds is null ? null : plan.Measurement.Truth(patient, labels);
        var native = plan.Native?.Labels(patient) is { } ownLabels ? plan.Measurement.Truth(patient.Geometry, ownLabels) : null;
        ExpectedFailure.OfMany(() => Parallel.ForEach(tallies, tally => tally.Add(patient, input, labels, truth, native)));
    }

    private sealed class Tally(AnomalyScore score, ScoringPlan plan)
    {
        private readonly ImmutableArray<MeasuredThreshold> thresholds = plan.Of(score);
        private readonly ScoreHistogram pooled = new();
        private readonly List<ScoredPatient> patients = [];

        public void Add(PatientSliceFile patient, ReconstructedPatient input, byte[] labels, VolumeTruth? truth, VolumeTruth? native)
        {
            var values = score.Compute(input);
            var histogram = ScoreHistogram.Of(values, labels);
            pooled.Merge(histogram);
            var measurement = plan.Measurement;
            var restored = thresholds.Any(threshold => threshold.Grid == FigureGrid.Native)
                ? ScoreRestorer.Restore(values, patient.SliceIndices, patient.Size, patient.Geometry)
                : null;
            var distribution = histogram.ToDistribution();
            var stored = StoredPatient.Store(plan.Scratch, distribution, measurement.Filters ? values : []);
            patients.Add(new(patient.Name, patient.Count, TumourVolume.Millilitres(patient), stored)
            {
                LesionPixels = distribution.Lesion,
                AveragePrecision = OptionalStatistic.Defined(AveragePrecision.Of(distribution)),
                BestDice = DiceCurve.BestOverAllThresholds(distribution)?.Dice,
                Detections = [.. thresholds.Select(Measure)],
            });

            MeasuredDetection Measure(MeasuredThreshold at) => at.Grid == FigureGrid.Native
                ? measurement.OnOwnGrid(restored!, native!, at.Value, score)
                : new(distribution.Above(at.Value), measurement.At(values, truth!, at.Value, score), measurement.Filters);
        }

        public ScoredSplit ToSplit() => new(score, pooled.ToDistribution(), thresholds, [.. patients]);
    }
}
