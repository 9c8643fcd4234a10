using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>The evaluation's figures over all patients, beside those of the paper.</summary>
internal static class HeadlineTable
{
    private const string Paper = "paper (251 test scans)";

    /// <summary>The figures that decide; those that the evaluation does not have are left out.</summary>
    public static FigureTable Of(EvaluationFigures evaluation) => new(
        [.. evaluation.Scores.Select(s => s.Name), Paper],
        [
            .. ScoreFigures.Headline.Where(row => IsThere(evaluation, row.Path)).Select(row => new FigureRow(
                row.Name, row.Detail, [.. evaluation.Scores.Select(s => s.Of(row.Path)?.Text ?? "–"), OfPaper(row.Path)])),
        ],
        [
            .. evaluation.Scores.Select(s => $"{s.Name}: {s.Description}."),
            $"Paper: Kascenas, Pugeault and O'Neil, MIDL 2022, on 251 scans of BraTS2021. Its figures compare with these only on the same patients, slices and labels; this report is on {evaluation.Patients} patients.",
        ]);

    /// <summary>Every other figure under its own name.</summary>
    public static FigureTable FurtherOf(EvaluationFigures evaluation)
    {
        var known = ScoreFigures.Headline.Select(row => row.Path).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. evaluation.Scores.Select(s => s.Name)],
            [
                .. evaluation.Scores.SelectMany(s => s.Figures).DistinctBy(f => f.Path).Where(f => !known.Contains(f.Path) && IsThere(evaluation, f.Path))
                    .Select(f => new FigureRow(f.Words, "", [.. evaluation.Scores.Select(s => s.Of(f.Path)?.Text ?? "–")])),
            ],
            []);
    }

    private static bool IsThere(EvaluationFigures evaluation, string path) => evaluation.Scores.Any(s => s.Of(path)?.Value is not null);

    private static string OfPaper(string path) => path switch
    {
        ScoreFigures.AveragePrecision => "0.833 ± 0.005",
        ScoreFigures.IdealDice => "0.773 ± 0.004",
        _ => "",
    };
}
