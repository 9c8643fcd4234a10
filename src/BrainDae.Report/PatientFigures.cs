using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>The table of patients, worst first by the default score.</summary>
internal static class PatientFigures
{
    private static readonly ImmutableArray<(string Name, int Decimals, Func<PatientResult, PatientDetection?, double?> Of)> Columns =
    [
        ("AP", 3, (p, _) => p.AveragePrecision),
        ("Dice at own best threshold", 3, (p, _) => p.OwnIdealDice),
        ("sensitivity", 3, (_, at) => at?.Sensitivity),
        ("precision", 3, (_, at) => at?.Precision),
        ("lesions", 0, (_, at) => at?.Lesions),
        ("lesions found", 0, (_, at) => at?.LesionsFound),
        ("false positives", 0, (_, at) => at?.FalsePositiveLesions),
        ("HD95, mm", 1, (_, at) => at?.Hausdorff95),
        ("surface Dice", 3, (_, at) => at?.SurfaceDice),
        ("slices", 0, (p, _) => p.Slices),
    ];

    /// <summary>The patients, lowest Dice first, those without a defined one last.</summary>
    public static ImmutableArray<PatientResult> Ordered(ScoreResult score, ShownThreshold at) =>
        [.. score.Patients.OrderBy(p => at.Of(p)?.Dice ?? double.PositiveInfinity).ThenBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The table.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="at">Of the default score.</param>
    /// <param name="shown">Index of each patient whose slices are in the page.</param>
    public static PatientTable Of(EvaluationReport evaluation, ShownThreshold at, ImmutableDictionary<string, int> shown)
    {
        var score = evaluation.Default;
        var reference = evaluation.Reference;
        var others = ShownThreshold.For(reference) is { } there && reference != score
            ? reference.Patients.ToImmutableDictionary(p => p.Name, p => there.Of(p)?.Dice, StringComparer.Ordinal)
            : null;
        return new(
            $"Dice of {score.Name} at the threshold {at.Origin}",
            [.. others is null ? [] : new[] { new PatientColumn($"Dice of {reference.Name}", 3) }, .. Columns.Select(c => new PatientColumn(c.Name, c.Decimals))],
            [.. Ordered(score, at).Select(p => new PatientRow(
                p.Name,
                at.Of(p)?.Dice,
                p.TumourMillilitres,
                [.. others is null ? [] : new[] { others[p.Name] }, .. Columns.Select(c => c.Of(p, at.Of(p)))],
                shown.TryGetValue(p.Name, out var sheets) ? sheets : null))]);
    }
}
