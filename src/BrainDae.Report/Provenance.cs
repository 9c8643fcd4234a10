using System.Collections.Immutable;
using System.Text.Json;
using BrainDae.Data.Slices;
using BrainDae.Method.Models;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Options and hashes: what is needed to tell whether two reports are of the same thing, and to make one again.</summary>
internal static class Provenance
{
    public static ImmutableArray<FactGroup> Of(EvaluationFigures evaluation, CheckpointManifest manifest, SliceStore store, ModelFolder model)
    {
        using var options = JsonDocument.Parse(CheckpointManifest.ToJson(manifest.Options));
        return
        [
            new("Model",
            [
                ("identifier", model.Identifier),
                ("SHA-256", evaluation.ModelSha256),
                ("epochs done", $"{manifest.Progress.EpochsDone}"),
                ("written by", manifest.Software),
                ("computed on", manifest.Compute is { } compute ? $"{compute.Device}, {compute.Threads} threads" : "unknown (imported)"),
                .. Trained(manifest.Data),
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
                ("split SHA-256", evaluation.SplitSha256),
                ("evaluated by", evaluation.Software),
                ("pixels", $"{evaluation.Pixels}, {evaluation.LesionPixels} of them lesion"),
                .. evaluation.Definitions,
            ]),
        ];
    }

    private static ImmutableArray<(string Name, string Value)> Trained(TrainingDataIdentity? data) => data is null ? [] :
    [
        ("trained on data", data.DataSha256),
        ("trained on", $"{data.TrainPatients.Length} patients, {data.TrainSplitSha256}"),
        ("validated on", $"{data.ValidationPatients.Length} patients, {data.ValidationSplitSha256}"),
    ];

    /// <summary>Names and values of an object and the objects in it.</summary>
    private static IEnumerable<(string Name, string Value)> Flat(JsonElement value, string prefix) => value.EnumerateObject().SelectMany(p =>
        p.Value.ValueKind == JsonValueKind.Object
            ? Flat(p.Value, $"{prefix}{p.Name.Replace('_', ' ')} ")
            : [(prefix + p.Name.Replace('_', ' '), p.Value.ToString())]);
}
