using System.Globalization;
using BrainDae.Cli.Output;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;

namespace BrainDae.Cli.Description;

/// <summary>What a model is.</summary>
internal static class ModelDescription
{
    public static Described Of(string path)
    {
        using var model = ModelFile.Open(path, Path.GetFileName(path) == "model.safetensors" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) : null);
        var (manifest, network) = (model.Manifest, model.Manifest.Options.Network);
        var score = AnomalyScore.DefaultOf(model.ScoreBasis);
        return new(path, "model",
        [
            ("identifier", model.Identifier),
            ("network", $"{network.Summary}{(network.LesionOutput ? ", with a second output for lesions" : ", the published outputs")}"),
            ("modalities", $"{manifest.Modalities}"),
            ("trained on", manifest.Data is { } data ? $"{Counted.Of(data.TrainPatients.Length, "patient")}, validated on {data.ValidationPatients.Length}{(model.IsAnonymous ? ", names hashed" : "")}; slices of {data.SliceSize} x {data.SliceSize}, data {data.DataSha256[..12]}" : "unknown: imported"),
            ("training", string.Create(CultureInfo.InvariantCulture, $"{manifest.Progress.EpochsDone} of {manifest.Options.Epochs} epochs, {manifest.Progress.IterationsDone} iterations of {manifest.Options.BatchSize} slices, seed {manifest.Options.Seed}")),
            ("goes on", File.Exists(ModelFolder.LastBeside(path)) ? "yes, last.safetensors lies beside it" : "no, there is no last.safetensors beside it"),
            ("calibrated on", model.Calibration is { } calibration ? $"{Counted.Of(calibration.Data.Patients, "patient")}, {calibration.Data.LabelledPatients} with a lesion label, data {calibration.Data.DataSha256[..12]}" : "nobody"),
            ("notices implausible scans", model.Calibration?.KnownScans is { } known ? $"yes, by {Counted.Of(known.Patients, "patient")} that it knows" : "no, it has no record of what its scans look like"),
            ("corrects inhomogeneity", model.Calibration?.BiasCorrection == true ? "yes, of each patient before it is scored" : "no"),
            ("default score", score.Name),
            ("its thresholds", model.Calibration is { } found ? string.Join("; ", ((ThresholdKind[])[ThresholdKind.Val, ThresholdKind.Synthetic, ThresholdKind.Healthy]).Select(kind => ThresholdText.Of(found, score, kind))) : "none"),
            ("other scores", string.Join(", ", AnomalyScore.Servable(model.ScoreBasis).Where(other => other != score).Select(other => other.Name))),
            ("written by", manifest.Software),
            ("SHA-256", model.Sha256),
            ("SHA-256 of the weights", model.WeightsSha256),
        ]);
    }
}
