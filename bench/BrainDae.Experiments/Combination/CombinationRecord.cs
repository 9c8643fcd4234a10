using System.Globalization;

namespace BrainDae.Experiments.Combination;

/// <summary>What one combination reached in one run.</summary>
internal sealed record CombinationRecord(int Fold, long Seed, string Group, string Combination)
{
    public double AveragePrecision { get; init; }

    public double IdealDice { get; init; }

    /// <summary>At the threshold found on painted validation patients, all pixels together.</summary>
    public double SyntheticDice { get; init; }

    /// <summary>The same, mean over the patients.</summary>
    public double MeanPatientDice { get; init; }

    /// <summary>Mean over the patients, each at the threshold that is best for it.</summary>
    public double OwnBestDice { get; init; }

    /// <summary>Means over the runs, in Markdown.</summary>
    public static string Table(IEnumerable<CombinationRecord> records) =>
        "| table | combination | runs | AP | ideal Dice | Dice at synthetic threshold | mean patient Dice there | mean own best Dice |\n|---|---|--:|--:|--:|--:|--:|--:|\n"
        + string.Concat(records.GroupBy(r => (r.Group, r.Combination)).Select(rows => string.Create(
            CultureInfo.InvariantCulture,
            $"| {rows.Key.Group} | {rows.Key.Combination} | {rows.Count()} | {rows.Average(r => r.AveragePrecision):0.000} | {rows.Average(r => r.IdealDice):0.000} | {rows.Average(r => r.SyntheticDice):0.000} | {rows.Average(r => r.MeanPatientDice):0.000} | {rows.Average(r => r.OwnBestDice):0.000} |\n")));
}
