using System.Globalization;
using BrainDae.Cli.Output;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;

namespace BrainDae.Cli.Description;

/// <summary>What an evaluation found.</summary>
internal static class EvaluationDescription
{
    public static Described Of(string path)
    {
        var report = EvaluationFiles.Read(path);
        var score = report.Default;
        return new(path, "evaluation",
        [
            ("model", $"{report.Model.Identifier} ({report.Model.Sha256[..12]})"),
            ("split", $"{report.Split.Name}: {report.Split.Patients} patients, {report.Split.Slices} slices, data {report.DataSha256[..12]}"),
            ("leak audit", $"{report.LeakAudit}"),
            ("default score", score.Name),
            ("average precision", Text(score.Find(MetricCatalog.AveragePrecision))),
            ("mean Dice of the patients", score.UsedThreshold is null ? "no stored threshold may be shown" : AtUsed(score)),
            ("against no network", report.Gain is { } gain ? string.Create(CultureInfo.InvariantCulture, $"{gain.AveragePrecision:+0.000;-0.000;0.000} average precision against {gain.Baseline}, better on {gain.PatientsBetter} of {gain.Patients} patients") : "not measured"),
            ("scores", string.Join(", ", report.Scores.Select(other => other.Name))),
            ("evaluated by", report.Software),
        ]);
    }

    private static string AtUsed(ScoreResult score)
    {
        var used = score.ShownThreshold;
        var threshold = EvaluationTable.Number(score.Find(MetricCatalog.Threshold, used), 4);
        return $"{Text(score.Find(MetricCatalog.MeanPatientDice, used))} at the {used.Name} threshold, {threshold}";
    }

    private static string Text(Figure? figure) =>
        figure is null ? "none" : EvaluationTable.Number(figure, 3, " ({0} to {1} over patients)");
}
