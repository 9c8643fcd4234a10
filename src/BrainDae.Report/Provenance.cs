using System.Collections.Immutable;
using System.Text.Json;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Models;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Options and hashes: what is needed to tell whether two reports are of the same thing, and to make one again.</summary>
internal static class Provenance
{
    public static ImmutableArray<FactGroup> Of(EvaluationReport evaluation, ModelFile model, SliceStore store)
    {
        var manifest = model.Manifest;
        using var options = JsonDocument.Parse(CheckpointManifest.ToJson(manifest.Options));
        return
        [
            new("Model",
            [
                ("identifier", model.Identifier),
                ("SHA-256", model.Sha256),
                ("SHA-256 of the weights", model.WeightsSha256),
                ("epochs done", $"{manifest.Progress.EpochsDone}"),
                ("written by", manifest.Software),
                ("computed on", manifest.Compute is { } compute ? $"{compute.Device}, {compute.Threads} threads" : "unknown (imported)"),
                .. Trained(manifest.Data),
                .. Calibrated(model),
            ]),
            new("Training options", [.. Flat(options.RootElement, "")]),
            new("Data",
            [
                ("SHA-256", evaluation.DataSha256),
                ("patients", $"{store.Patients.Length}"),
                ("slice size", $"{store.Manifest.Size} x {store.Manifest.Size}, {store.Manifest.ImageType}"),
                ("written by", store.Manifest.SoftwareVersion),
                .. Flat(store.Manifest.Preprocessing, ""),
            ]),
            new("Evaluation",
            [
                ("split", $"{evaluation.Split.Name}, {evaluation.Split.Patients} patients, {evaluation.Split.Sha256}"),
                ("evaluated by", evaluation.Software),
                ("arithmetic", $"{evaluation.Precision}"),
                ("pixels", $"{evaluation.Split.Pixels}, {evaluation.Split.LesionPixels} of them lesion"),
                ("component filter", evaluation.Scores.Any(score => score.Removed is not null) ? string.Join("; ", evaluation.Scores.Select(score => $"{score.Name}: {score.Removed}")) : "none"),
                ("lesions", evaluation.LesionRule),
                ("surface tolerance", $"{evaluation.SurfaceTolerance} mm"),
            ]),
            new("Definitions", [.. evaluation.Definitions.Select(definition => (definition.Key, definition.Value))]),
        ];
    }

    private static ImmutableArray<(string Name, string Value)> Calibrated(ModelFile model) => model is not { Calibration: { } calibration, CalibrationSha256: { } sha256 } ? [("calibration", "none")] :
    [
        ("calibration", sha256),
        ("calibrated on", $"{calibration.Data.Patients} patients ({calibration.Data.LabelledPatients} with a lesion label) of data {calibration.Data.DataSha256}"),
        ("healthy rate", $"{calibration.HealthyRate}"),
    ];

    private static ImmutableArray<(string Name, string Value)> Trained(TrainingDataIdentity? data) => data is null ? [] :
    [
        ("trained on data", data.DataSha256),
        ("trained on", $"{data.TrainPatients.Length} patients, {data.TrainSplitSha256}"),
        ("validated on", $"{data.ValidationPatients.Length} patients, {data.ValidationSplitSha256}"),
        .. data.BegunElsewhere ? [("trained before", "elsewhere, on patients that are not recorded")] : ImmutableArray<(string, string)>.Empty,
    ];

    /// <summary>Names and values of an object and the objects in it.</summary>
    internal static IEnumerable<(string Name, string Value)> Flat(JsonElement value, string prefix) => value.EnumerateObject().SelectMany(p =>
        p.Value.ValueKind == JsonValueKind.Object
            ? Flat(p.Value, $"{prefix}{p.Name.Replace('_', ' ')} ")
            : [(prefix + p.Name.Replace('_', ' '), p.Value.ToString())]);
}
