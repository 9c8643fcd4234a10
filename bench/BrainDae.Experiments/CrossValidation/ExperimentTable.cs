using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;

namespace BrainDae.Experiments.CrossValidation;

/// <summary>The figures of a cross-validation as Markdown: a row a score, mean over runs with its range.</summary>
internal static class ExperimentTable
{
    public static string Of(SliceStore store, ImmutableArray<ExperimentRun> runs)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{runs.Length} runs ({runs.Select(r => r.Fold).Distinct().Count()} folds, seeds {string.Join(", ", runs.Select(r => r.Seed).Distinct())}); training {Mean(runs.Select(r => r.TrainingSeconds)) / 60:0.0} min each on {Environment.ProcessorCount} processors.");
        text.AppendLine();
        text.AppendLine("| score | AP | least - greatest | ideal Dice | least - greatest | at val threshold | at synthetic threshold | mean patient Dice at the threshold of predict | mean patient Dice (ideal threshold), by tumor volume: smallest third | middle | largest | AP above the best score without a network | runs better |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var name in runs[0].Report.Scores.Select(s => s.Name))
        {
            ScoreResult[] results = [.. runs.Select(r => r.Report.Scores.Single(s => s.Name == name))];
            double[] ap = [.. results.Select(r => r.AveragePrecision ?? double.NaN)];
            double[] dice = Dices(results, FigureThreshold.Ideal);
            double[] validation = Dices(results, FigureThreshold.Of(ThresholdKind.Val));
            double[] synthetic = Dices(results, FigureThreshold.Of(ThresholdKind.Synthetic));
            double[] used = [.. results.Select(r => r.UsedThreshold is null ? double.NaN : r.Find(MetricCatalog.MeanPatientDice, r.ShownThreshold)?.Value ?? double.NaN)];
            double[] above = [.. runs.Zip(ap, (run, precision) => precision - (run.Report.StrongestBaseline?.AveragePrecision ?? double.NaN))];
            var groups = Thirds(results);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Mean(ap):0.000} | {ap.Min():0.000} - {ap.Max():0.000} | {Mean(dice):0.000} | {dice.Min():0.000} - {dice.Max():0.000} | {Mean(validation):0.000} | {Mean(synthetic):0.000} | {Mean(used):0.000} | {groups[0]:0.000} | {groups[1]:0.000} | {groups[2]:0.000} | {Mean(above):+0.000;-0.000} | {above.Count(a => a > 0)}/{above.Length} |");
        }

        return text.ToString();
    }

    private static double[] Dices(ScoreResult[] results, FigureThreshold threshold) => [.. results.Select(r => r.Find(MetricCatalog.UnfilteredDice, threshold)?.Value ?? double.NaN)];

    private static double[] Thirds(ScoreResult[] results)
    {
        var patients = results.SelectMany(r => r.Patients).GroupBy(p => p.Name)
            .Select(p => (Pixels: p.First().LesionPixels, Dice: Mean(p.Select(q => q.Find(MetricCatalog.Dice, FigureThreshold.Ideal) ?? double.NaN))))
            .OrderBy(p => p.Pixels).ToArray();
        return [.. Enumerable.Range(0, 3).Select(third => Mean(patients[(patients.Length * third / 3)..(patients.Length * (third + 1) / 3)].Select(p => p.Dice)))];
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
