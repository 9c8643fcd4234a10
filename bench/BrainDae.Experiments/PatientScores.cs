using BrainDae.Metrics.Pixels;

namespace BrainDae.Experiments;

/// <summary>One score of some patients, counted: all pixels together, and each patient.</summary>
internal sealed class PatientScores
{
    private readonly ScoreDistribution all;
    private readonly ScoreDistribution[] each;

    /// <summary>Counts.</summary>
    /// <param name="patients">One for each patient.</param>
    public PatientScores(IReadOnlyList<ScoreHistogram> patients)
    {
        var pooled = new ScoreHistogram();
        foreach (var patient in patients)
        {
            pooled.Merge(patient);
        }

        (all, each) = (pooled.ToDistribution(), [.. patients.Select(patient => patient.ToDistribution())]);
    }

    public double AveragePrecision => Metrics.Pixels.AveragePrecision.Of(all);

    public double IdealDice => Ideal(all);

    /// <summary>Mean over the patients, each at the threshold that is best for it.</summary>
    public double OwnBestDice => each.Average(Ideal);

    public double Dice(double threshold) => all.Above(threshold).Dice;

    public double MeanPatientDice(double threshold) => each.Average(patient => patient.Above(threshold).Dice);

    private static double Ideal(ScoreDistribution scores) => DiceCurve.BestOverAllThresholds(scores)!.Value.Dice;
}
