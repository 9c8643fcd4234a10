namespace BrainDae.Method.Calibration;

/// <summary>How much a threshold depends on whom it was found on: what single ones of them would have given.</summary>
/// <param name="Least">The lowest of these thresholds.</param>
/// <param name="Greatest">The highest.</param>
/// <param name="Patients">How many there are; a patient that was painted several times counts as often.</param>
public sealed record ThresholdRange(double Least, double Greatest, int Patients)
{
    /// <summary>Over single patients; null without any.</summary>
    /// <param name="thresholds">Of each patient; null where it gives none.</param>
    internal static ThresholdRange? Of(IEnumerable<double?> thresholds)
    {
        double[] found = [.. thresholds.OfType<double>()];
        return found.Length == 0 ? null : new(found.Min(), found.Max(), found.Length);
    }
}
