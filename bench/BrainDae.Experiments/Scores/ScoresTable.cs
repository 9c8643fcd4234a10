using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BrainDae.Metrics.Intervals;

namespace BrainDae.Experiments.Scores;

/// <summary>Variants side by side as Markdown, with intervals over patients.</summary>
internal sealed class ScoresTable
{
    private const int Resamples = 1000;

    private readonly StringBuilder text = new();
    private readonly Dictionary<int, PatientBootstrap> bootstraps = [];

    private ScoresTable()
    {
    }

    /// <param name="variants">The kept one first.</param>
    /// <param name="results">[variant][run], runs in the same order.</param>
    /// <param name="rules">[run][rule].</param>
    public static string Of(ImmutableArray<Variant> variants, ImmutableArray<ImmutableArray<VariantResult>> results, ImmutableArray<ImmutableArray<RuleResult>> rules)
    {
        var table = new ScoresTable();
        var kept = results[0];
        table.Line($"{kept.Length} runs ({kept.Select(r => r.Fold).Distinct().Count()} folds, seeds {string.Join(", ", kept.Select(r => r.Seed).Distinct())}). Figures are means over runs; in brackets 95 % intervals over {Resamples} resamples of each fold's patients; differences are to `{variants[0].Name}` on the same resamples.");
        foreach (var group in variants.Zip(results).GroupBy(v => v.First.Group))
        {
            table.Line("");
            table.Line($"| {group.Key} | AP | difference | runs better | ideal Dice | difference | Dice at val threshold | smallest third |");
            table.Line("|---|---:|---:|---:|---:|---:|---:|---:|");
            foreach (var (variant, runs) in group)
            {
                table.Row(variant.Name, runs, kept);
            }
        }

        table.Line("");
        table.Line("| components kept | Dice at val threshold | mean patient Dice | false components a patient |");
        table.Line("|---|---:|---:|---:|");
        foreach (var (i, rule) in DetectionRule.All.Index())
        {
            table.Line($"| {rule.Name} | {rules.Average(r => r[i].Dice):0.0000} | {rules.Average(r => r[i].PatientDice):0.0000} | {rules.Average(r => r[i].FalsePositives):0.0} |");
        }

        return table.text.ToString();
    }

    private void Row(string name, ImmutableArray<VariantResult> runs, ImmutableArray<VariantResult> kept)
    {
        var (precision, dice) = (Resampled(runs, Precisions), Resampled(runs, Dices));
        var better = runs.Zip(kept).Count(pair => pair.First.AveragePrecision > pair.Second.AveragePrecision);
        Line(string.Join(" | ",
            $"| {name}",
            $"{runs.Average(r => r.AveragePrecision):0.000} {Interval(precision)}",
            runs == kept ? "" : $"{Signed(Mean(runs, kept, r => r.AveragePrecision))} {Difference(precision, Resampled(kept, Precisions))}",
            runs == kept ? "" : $"{better}/{runs.Length}",
            $"{runs.Average(r => r.Ideal.Dice):0.000} {Interval(dice)}",
            runs == kept ? "" : $"{Signed(Mean(runs, kept, r => r.Ideal.Dice))} {Difference(dice, Resampled(kept, Dices))}",
            $"{runs.Average(r => r.ValidationDice):0.000}",
            $"{SmallestThird(runs):0.000} |"));
    }

    private static double Mean(ImmutableArray<VariantResult> runs, ImmutableArray<VariantResult> kept, Func<VariantResult, double> figure) =>
        runs.Zip(kept).Average(pair => figure(pair.First) - figure(pair.Second));

    private ImmutableArray<double> Precisions(VariantResult run) => Bootstrap(run).AveragePrecisions([.. run.Patients.Select(p => p.Distribution)]);

    private ImmutableArray<double> Dices(VariantResult run) => Bootstrap(run).Dices([.. run.Patients.Select(p => p.Distribution.Above(run.Ideal.Threshold))]);

    private PatientBootstrap Bootstrap(VariantResult run) =>
        bootstraps.TryGetValue(run.Fold, out var known) ? known : bootstraps[run.Fold] = new(run.Patients.Length, run.Fold, Resamples);

    /// <summary>Mean over runs in each resample.</summary>
    private static double[] Resampled(ImmutableArray<VariantResult> runs, Func<VariantResult, ImmutableArray<double>> figures)
    {
        ImmutableArray<double>[] all = [.. runs.Select(figures)];
        return [.. Enumerable.Range(0, Resamples).Select(i => all.Average(run => run[i]))];
    }

    private static string Interval(double[] figures) =>
        ConfidenceInterval.Of(figures) is { } interval ? string.Create(CultureInfo.InvariantCulture, $"({interval.Low:0.000} - {interval.High:0.000})") : "";

    private static string Difference(double[] figures, double[] kept) =>
        ConfidenceInterval.Of(figures.Zip(kept, (a, b) => a - b)) is { } interval
            ? $"({Signed(interval.Low)} to {Signed(interval.High)})" : "";

    /// <summary>Rounded before it is given a sign, so that nothing is "-0.000".</summary>
    private static string Signed(double value) => Math.Round(value, 3).ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>Mean Dice, at each run's ideal threshold, of the third of the patients with the smallest lesions.</summary>
    private static double SmallestThird(ImmutableArray<VariantResult> runs)
    {
        var patients = runs.SelectMany(run => run.Patients.Select(p => (p.Name, p.Distribution.Lesion, p.Distribution.Above(run.Ideal.Threshold).Dice)))
            .GroupBy(p => p.Name)
            .OrderBy(p => p.First().Lesion).ToArray();
        return patients.Take(Math.Max(1, patients.Length / 3)).Average(p => p.Average(q => q.Dice));
    }

    private void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private void Line(string line) => text.AppendLine(line);
}
