using System.Globalization;
using BrainDae.Method.Calibration;
using BrainDae.Prediction;

namespace BrainDae.Cli.Description;

/// <summary>What was predicted.</summary>
internal static class PredictionDescription
{
    public static Described Of(string folder)
    {
        var predictions = new PredictionFolder(folder);
        PredictionSummary[] finished = [.. Directory.EnumerateDirectories(folder).Select(path => predictions.Finished(Path.GetFileName(path))).OfType<PredictionSummary>()];
        return new(folder, "predictions",
        [
            ("patients", $"{finished.Length}, {finished.Count(patient => patient.Lesions > 0)} with a lesion, {finished.Count(patient => !patient.IsPlausible)} implausible"),
            ("lesions", string.Create(CultureInfo.InvariantCulture, $"{finished.Sum(patient => patient.Lesions)}, {finished.Sum(patient => patient.LesionVolumeMl):0.0} ml in all")),
            ("models", Distinct(finished, patient => $"{patient.Settings.Model.Identifier} ({patient.Settings.Model.Sha256[..12]})")),
            ("lesion where", Distinct(finished, patient => string.Create(CultureInfo.InvariantCulture, $"{patient.Settings.Score} is above {patient.Settings.Threshold:0.0000} ({patient.Settings.ThresholdKind.Text()})"))),
            ("predicted by", Distinct(finished, patient => patient.Software)),
        ]);
    }

    private static string Distinct(PredictionSummary[] patients, Func<PredictionSummary, string> of) =>
        patients.Length == 0 ? "none" : string.Join("; ", patients.Select(of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
