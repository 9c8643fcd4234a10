using System.Globalization;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;
using BrainDae.Metrics.Intervals;

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
            ("average precision", Text(score.AveragePrecision, score.AveragePrecisionInterval)),
            ("mean Dice of the patients", score is { UsedThreshold: { } kind, AtUsed: { } used } ? $"{Text(used.MeanPatientDice, used.MeanPatientDiceInterval)} at the {kind.Text()} threshold, {used.Threshold.ToString("0.0000", CultureInfo.InvariantCulture)}" : "no stored threshold may be shown"),
            ("against no network", report.Gain is { } gain ? string.Create(CultureInfo.InvariantCulture, $"{gain.AveragePrecision:+0.000;-0.000;0.000} average precision against {gain.Baseline}, better on {gain.PatientsBetter} of {gain.Patients} patients") : "not measured"),
            ("scores", string.Join(", ", report.Scores.Select(other => other.Name))),
            ("evaluated by", report.Software),
        ]);
    }

    private static string Text(double? value, ConfidenceInterval? interval) => value is not { } v ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{v:0.000}") + (interval is { } i ? string.Create(CultureInfo.InvariantCulture, $" ({i.Low:0.000} to {i.High:0.000} over patients)") : "");
}
