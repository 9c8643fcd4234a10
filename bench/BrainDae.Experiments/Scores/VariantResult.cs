using System.Collections.Immutable;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Experiments.Scores;

/// <summary>A variant on one run.</summary>
/// <param name="Fold">Number of the fold.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Patients">The test patients' counts, in the order of their names.</param>
/// <param name="Pooled">Their sum.</param>
/// <param name="ValidationThreshold">Of highest Dice on the validation patients.</param>
internal sealed record VariantResult(int Fold, long Seed, ImmutableArray<ScoredPatient> Patients, ScoreDistribution Pooled, double ValidationThreshold)
{
    public double AveragePrecision { get; } = Metrics.Pixels.AveragePrecision.Of(Pooled);

    public ThresholdDice Ideal { get; } = DiceCurve.BestOverAllThresholds(Pooled) ?? default;

    public double ValidationDice => Pooled.Above(ValidationThreshold).Dice;
}

/// <summary>A test patient under a variant.</summary>
/// <param name="Name">The patient.</param>
/// <param name="Distribution">Counts of its scores.</param>
internal sealed record ScoredPatient(string Name, ScoreDistribution Distribution);
