using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;

namespace BrainDae.Experiments.Scores;

/// <summary>A way to score, to be compared with others on the same runs.</summary>
/// <param name="Group">Heading of its table.</param>
/// <param name="Name">What is different from the product's score.</param>
/// <param name="Reconstruction">What the images are compared with.</param>
/// <param name="Fit">The score, fitted to healthy residuals.</param>
internal sealed record Variant(string Group, string Name, Reconstruction Reconstruction, Func<HealthySample, AnomalyScore> Fit)
{
    private static ScoreBasis Basis => new(Modalities.Brats, new(HealthyResiduals.Uncalibrated(Modalities.Brats.Count), ResidualUnit: null), LesionOutput: false);

    /// <summary>What all others are compared with: the score of the product on the parameters of the last step.</summary>
    public static Variant Kept { get; } = new("Scores", AnomalyScore.DefaultOf(Basis).Name, Reconstruction.Last, _ => AnomalyScore.DefaultOf(Basis));

    /// <summary>Everything to compare, the kept one first.</summary>
    /// <param name="runs">For the mean over their seeds.</param>
    public static ImmutableArray<Variant> All(IReadOnlyList<TrainedRun> runs)
    {
        return
        [
            Kept,
            .. AnomalyScore.All.Where(score => !score.NeedsLesionOutput && score != AnomalyScore.DefaultOf(Basis)).Select(score => new Variant("Scores", score.Name, Reconstruction.Last, _ => score)),

            Formula("Parts", "the same formula, written independently", new()),
            Formula("Parts", "FLAIR residual alone", new() { Weights = [1, 0, 0, 0], MedianWeights = [0, 0, 0, 0] }),
            Formula("Parts", "FLAIR + 1/2 T2 - 1/2 T1 residuals, no median", new() { MedianWeights = [0, 0, 0, 0] }),
            Formula("Parts", "median weight 1/2", new() { MedianWeights = [0.5, 0, 0, 0] }),
            Formula("Parts", "median weight 3/2", new() { MedianWeights = [1.5, 0, 0, 0] }),
            Formula("Parts", "median weight 2", new() { MedianWeights = [2, 0, 0, 0] }),
            Formula("Parts", "medians of T2 (+1/2) and T1 (-1/2) too", new() { MedianWeights = [1, -0.5, 0, 0.5] }),
            Formula("Parts", "T1ce +1/4", new() { Weights = [1, -0.5, 0.25, 0.5] }),
            Formula("Parts", "|T1ce| 1/4", new() { AbsoluteT1ce = 0.25 }),
            Formula("Parts", "T1 -1, T2 +1", new() { Weights = [1, -1, 0, 1] }),
            Formula("Parts", "T1 -1/4, T2 +1/4", new() { Weights = [1, -0.25, 0, 0.25] }),
            Formula("Parts", "inverse covariance of healthy residuals", new() { InverseCovariance = true }),
            Formula("Parts", "no positive part", new() { Positive = false }),

            Formula("Smoothing", "none across slices", new() { SmoothingAcross = 0 }),
            Formula("Smoothing", "2 mm", new() { SmoothingInPlane = 2, SmoothingAcross = 2 }),
            Formula("Smoothing", "4 mm", new() { SmoothingInPlane = 4, SmoothingAcross = 4 }),
            Formula("Smoothing", "median of 3 slices, 5x5 pixels before the Gaussian", new() { Median = true }),

            Formula("Expected error and rim", "residuals divided by the healthy error at their intensity", new() { Division = ErrorDivision.Intensity }),
            Formula("Expected error and rim", "residuals divided by the healthy error at their depth below the rim", new() { Division = ErrorDivision.Depth }),
            Formula("Expected error and rim", "rim left out (5x5 erosion)", new() { Eroded = true }),

            Reconstructed("moving average of the parameters", Reconstruction.Averaged),
            Reconstructed("mean with the mirrored slice", Reconstruction.Mirrored),
            Reconstructed("mean over four draws of half the training noise", Reconstruction.Noisy),
            Reconstructed("mean over seeds", Reconstruction.OfSeeds(runs)),
            Reconstructed("FLAIR shown to the network clipped at its healthy 99th percentile", Reconstruction.Clipped(0.99)),
            Reconstructed("FLAIR shown to the network clipped at its healthy 90th percentile", Reconstruction.Clipped(0.9)),
            Reconstructed("modalities scaled to the training patients' median", Reconstruction.Matched),
        ];

        static Variant Formula(string group, string name, ResidualFormula formula) =>
            new(group, name, Reconstruction.Last, healthy => new FormulaScore(name, formula, healthy));

        static Variant Reconstructed(string name, Reconstruction reconstruction) => Kept with { Group = "Reconstruction", Name = name, Reconstruction = reconstruction };
    }
}
