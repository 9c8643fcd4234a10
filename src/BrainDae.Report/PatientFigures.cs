using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>The table of patients, worst first by the default score.</summary>
internal static class PatientFigures
{
    /// <summary>The patients, lowest Dice first, those without a defined one last.</summary>
    public static ImmutableArray<PatientResult> Ordered(ScoreResult score) =>
        [.. score.Patients.OrderBy(p => Dice(score, p) ?? double.PositiveInfinity).ThenBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>A patient's Dice at the threshold that is shown.</summary>
    public static double? Dice(ScoreResult score, PatientResult patient) => patient.Find(MetricCatalog.Dice, score.ShownThreshold);

    /// <summary>The table.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="origin">How the threshold of the default score was found.</param>
    /// <param name="shown">Index of each patient whose slices are in the page.</param>
    public static PatientTable Of(EvaluationReport evaluation, string origin, ImmutableDictionary<string, int> shown)
    {
        var (score, reference) = (evaluation.Default, evaluation.Reference);
        var others = reference == score ? null
            : reference.Patients.ToImmutableDictionary(p => p.Name, p => Dice(reference, p), StringComparer.Ordinal);
        ImmutableArray<FigureKey> keys =
        [
            .. from metric in MetricCatalog.All
               where metric.OfPatients && metric != MetricCatalog.Dice
               select metric.IsAtThreshold ? new FigureKey(metric, score.ShownThreshold) : new(metric),
        ];
        return new(
            $"Dice of {score.Name} at the threshold {origin}",
            [
                .. others is null ? [] : new[] { new PatientColumn($"Dice of {reference.Name}", 3) },
                .. keys.Select(key => new PatientColumn(key.Metric.Name, key.Metric.Decimals)),
                new("slices", 0),
            ],
            [.. Ordered(score).Select(p => new PatientRow(
                p.Name,
                Dice(score, p),
                p.TumourMillilitres,
                [.. others is null ? [] : new[] { others[p.Name] }, .. keys.Select(key => p.Figures.Find(key)), p.Slices],
                shown.TryGetValue(p.Name, out var sheets) ? sheets : null))]);
    }
}
