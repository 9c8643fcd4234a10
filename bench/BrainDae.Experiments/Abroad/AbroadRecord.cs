using System.Globalization;

namespace BrainDae.Experiments.Abroad;

/// <summary>What one score reached in one run on test patients of one kind.</summary>
internal sealed record AbroadRecord(int Fold, long Seed, string Kind, string Score)
{
    public double AveragePrecision { get; init; }

    public double IdealDice { get; init; }

    /// <summary>At the threshold found on labelled validation patients as they are, all pixels together.</summary>
    public double ValDice { get; init; }

    /// <summary>At the threshold found on synthetic lesions.</summary>
    public double SyntheticDice { get; init; }

    /// <summary>At the val threshold, mean over the patients, nothing removed.</summary>
    public double MeanPatientDice { get; init; }

    /// <summary>Mean over the patients, each at the threshold that is best for it.</summary>
    public double OwnBestDice { get; init; }

    /// <summary>Means over the runs, in Markdown.</summary>
    public static string Table(IEnumerable<AbroadRecord> records) =>
        "| patients | score | runs | AP | ideal Dice | Dice at val threshold | at synthetic | mean patient Dice at val | mean own best Dice |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n"
        + string.Concat(records.GroupBy(r => (r.Kind, r.Score)).Select(rows => string.Create(
            CultureInfo.InvariantCulture,
            $"| {rows.Key.Kind} | `{rows.Key.Score}` | {rows.Count()} | {rows.Average(r => r.AveragePrecision):0.000} | {rows.Average(r => r.IdealDice):0.000} | {rows.Average(r => r.ValDice):0.000} | {rows.Average(r => r.SyntheticDice):0.000} | {rows.Average(r => r.MeanPatientDice):0.000} | {rows.Average(r => r.OwnBestDice):0.000} |\n")));
}
