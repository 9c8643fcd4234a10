using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Nifti;
using BrainDae.Pictures;

namespace BrainDae.Prediction;

/// <summary>
/// Where predictions lie: ROOT/NAME/ for each patient and ROOT/predictions.csv over all of them. Each file appears
/// whole or not at all, and prediction.json last, so that a patient with one is finished.
/// </summary>
/// <param name="root">The folder.</param>
public sealed class PredictionFolder(string root)
{
    private const string SummaryName = "prediction.json";

    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>The table over all finished patients.</summary>
    public string Table => Path.Combine(Root, "predictions.csv");

    /// <summary>A patient's folder.</summary>
    public string Of(string patient) => Path.Combine(Root, patient);

    /// <summary>A patient's anomaly score.</summary>
    public string Score(string patient) => In(patient, $"{patient}_score.nii.gz");

    /// <summary>A patient's lesion mask.</summary>
    public string Mask(string patient) => In(patient, $"{patient}_lesion.nii.gz");

    /// <summary>A patient's pictures.</summary>
    public string Montage(string patient) => In(patient, $"{patient}_montage.png");

    /// <summary>Refuses a name that is no plain folder name.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void RequireName(string patient) => _ = PatientFileName.Of(patient);

    /// <summary>What is finished of a patient, or null.</summary>
    public PredictionSummary? Finished(string patient)
    {
        try
        {
            return Files(patient).All(File.Exists) ? Read(In(patient, SummaryName)) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // What cannot be read is done again.
            return null;
        }
    }

    /// <summary>Writes a patient's files.</summary>
    /// <param name="prediction">What was found.</param>
    /// <param name="inputs">What it was found in.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>; the patient then counts as not finished.</exception>
    public PredictionSummary Write(PatientPrediction prediction, ImmutableArray<PredictionInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var name = prediction.Name;
        Discard(name);
        var lesions = LesionList.Of(prediction);
        NiftiWriter.Write(Score(name), prediction.Score);
        NiftiWriter.Write(Mask(name), prediction.Lesions.Mask);
        PngEncoder.Write(Montage(name), PredictionMontage.Draw(prediction));
        AtomicFile.WriteText(In(name, "lesions.json"), JsonSerializer.Serialize(lesions, PredictionJson.Default.LesionList) + "\n");
        AtomicFile.WriteText(In(name, "lesions.csv"), lesions.ToCsv());
        var summary = PredictionSummary.Of(prediction, inputs);
        AtomicFile.WriteText(In(name, SummaryName), JsonSerializer.Serialize(summary, PredictionJson.Default.PredictionSummary) + "\n");
        return summary;
    }

    /// <summary>Makes a patient count as not finished: what lies there may be of another scan or other settings.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void Discard(string patient) => AtomicFile.Delete(In(patient, SummaryName));

    /// <summary>Writes predictions.csv: a line a finished patient, of this run or an earlier one, by name.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public void WriteTable()
    {
        var csv = new StringBuilder("patient,lesions,lesion_volume_ml,peak_score,score,threshold,threshold_kind,model,model_sha256,warnings\n");
        foreach (var folder in Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal))
        {
            if (Finished(folder!) is { } p)
            {
                csv.Append(CsvRow.Of(p.Patient, p.Lesions, p.LesionVolumeMl, p.PeakScore, p.Settings.Score, p.Settings.Threshold, p.Settings.ThresholdKind, p.Settings.Model.Identifier, p.Settings.Model.Sha256, p.Warnings.Length));
            }
        }

        AtomicFile.WriteText(Table, csv.ToString());
    }

    // What lists hold is not looked at by generated readers.
    private static PredictionSummary? Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(path), PredictionJson.Default.PredictionSummary) is { FormatVersion: PredictionSummary.CurrentFormat } summary
            && summary.Inputs.All(input => input is not null) && summary.Warnings.All(warning => warning is not null) ? summary : null;

    private string[] Files(string patient) =>
        [Score(patient), Mask(patient), Montage(patient), In(patient, "lesions.json"), In(patient, "lesions.csv"), In(patient, SummaryName)];

    private string In(string patient, string file) => Path.Combine(Of(patient), file);
}
