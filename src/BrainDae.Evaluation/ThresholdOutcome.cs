using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;
using BrainDae.Metrics.Volumes;

namespace BrainDae.Evaluation;

/// <summary>What came out at one threshold, patient by patient.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Plain">Counts of half-precision scores above it, unfiltered, as in the published evaluation; on the scans' own grids of single-precision scores.</param>
/// <param name="Volumes">Measurements of each volume; null where none was made.</param>
/// <param name="Filtered">Whether small components were removed before measuring.</param>
internal sealed record ThresholdOutcome(double Threshold, ImmutableArray<ConfusionCounts> Plain, ImmutableArray<VolumeMetrics?> Volumes, bool Filtered)
{
    /// <summary>What came out on the scans' own grids; null where that was not measured.</summary>
    public static ThresholdOutcome? OnOwnGrids(double? threshold, ImmutableArray<NativeMetrics?> measured, bool filtered) =>
        threshold is { } t && measured.All(m => m is not null)
            ? new(t, [.. measured.Select(m => m!.Value.Plain)], [.. measured.Select(m => (VolumeMetrics?)m!.Value.Volume)], filtered)
            : null;

    /// <summary>The counts that per-patient figures are made of: filtered, if filtering.</summary>
    private ImmutableArray<ConfusionCounts> Counts => Filtered ? [.. Volumes.Select(volume => volume!.Value.Voxels)] : Plain;

    /// <summary>The figures over all patients, with intervals.</summary>
    public ThresholdResult Summary(PatientBootstrap bootstrap)
    {
        var counts = Counts;
        ImmutableArray<double?> dices = [.. counts.Select(DiceOfLesion)];
        var pooled = Sum(counts);
        var result = new ThresholdResult(Threshold, Figure.Defined(Sum(Plain).Dice), Filtered ? Figure.Defined(pooled.Dice) : null, Figure.Mean(dices))
        {
            DiceInterval = bootstrap.OfDice(Plain),
            DiceFilteredInterval = Filtered ? bootstrap.OfDice(counts) : null,
            MeanPatientDiceInterval = bootstrap.OfMean(dices),
            Sensitivity = Figure.Defined(pooled.Recall),
            Precision = Figure.Defined(pooled.Precision),
        };
        return !AreMeasured ? result : result with
        {
            Lesions = LesionWise(bootstrap),
            Hausdorff95 = Average([.. Volumes.Select(v => Figure.Defined(v!.Value.Hausdorff95))], bootstrap),
            SurfaceDice = Average([.. Volumes.Select(v => Figure.Defined(v!.Value.SurfaceDice))], bootstrap),
        };
    }

    /// <summary>One patient's figures.</summary>
    public PatientDetection Of(int patient)
    {
        var (counts, volume) = (Filtered ? Volumes[patient]!.Value.Voxels : Plain[patient], Volumes[patient]);
        return new(
            Figure.Defined(counts.Dice),
            Figure.Defined(counts.Recall),
            Figure.Defined(counts.Precision),
            volume?.Lesions.Lesions,
            volume?.Lesions.Found,
            volume?.Lesions.FalsePositives,
            Figure.Defined(volume?.Lesions.Recall),
            Figure.Defined(volume?.Lesions.F1),
            Figure.Defined(volume?.Hausdorff95),
            Figure.Defined(volume?.SurfaceDice));
    }

    private bool AreMeasured => Volumes.All(volume => volume is not null);

    /// <summary>A patient without a lesion has no Dice to average: it would be 0 for one false pixel as for thousands.</summary>
    private static double? DiceOfLesion(ConfusionCounts counts) => counts.TruePositives + counts.FalseNegatives > 0 ? counts.Dice : null;

    private static ConfusionCounts Sum(ImmutableArray<ConfusionCounts> counts) => counts.Aggregate(default(ConfusionCounts), (a, b) => a + b);

    private static PatientAverage Average(ImmutableArray<double?> values, PatientBootstrap bootstrap) =>
        new(Figure.Mean(values), Figure.Median(values), values.Count(value => value is not null), bootstrap.OfMean(values));

    private LesionWiseResult LesionWise(PatientBootstrap bootstrap)
    {
        ImmutableArray<LesionCounts> counts = [.. Volumes.Select(v => v!.Value.Lesions)];
        var all = counts.Aggregate(default(LesionCounts), (a, b) => a + b);
        return new(
            all.Lesions,
            all.Found,
            all.FalsePositives,
            Figure.Defined((double)all.FalsePositives / counts.Length),
            Figure.Defined(all.Recall),
            Figure.Defined(all.Precision),
            Figure.Defined(all.F1))
        {
            RecallInterval = bootstrap.OfRatio([.. counts.Select(c => (double)c.Found)], [.. counts.Select(c => (double)c.Lesions)]),
            F1Interval = bootstrap.OfRatio([.. counts.Select(c => 2.0 * c.Found)], [.. counts.Select(c => (double)(c.Lesions + c.Found + c.FalsePositives))]),
        };
    }
}
