using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BrainDae.Data.Preprocessing;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;

namespace BrainDae.Report;

/// <summary>
/// What somebody must know who is given a model, as a page of Markdown: data, recipe, thresholds, figures with intervals,
/// intended use, limits, hashes, and how to load it. Patients appear by number, never by name.
/// </summary>
public static class ModelCard
{
    /// <summary>The page.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evaluations">What was measured of it, on as many splits as there are; empty where nothing was.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: an evaluation is of another model.</exception>
    public static string Of(ModelFile model, ImmutableArray<EvaluationReport> evaluations)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (evaluations.FirstOrDefault(evaluation => evaluation.Model.Sha256 != model.Sha256) is { } other)
        {
            throw BrainDaeException.Invalid($"{model.Path}: the evaluation on the {other.Split.Name} split is of another model or another calibration ({other.Model.Identifier}, {other.Model.Sha256[..12]}, not {model.Sha256[..12]}). Evaluate this model again (braindae evaluate).");
        }

        var card = new StringBuilder();
        Section(card, $"# Model card: {model.Identifier}", Summary(model));
        Section(card, "## Input and output", InputAndOutput(model));
        Section(card, "## Data", Data(model));
        Section(card, "## Recipe", Recipe(model));
        Section(card, "## Thresholds", Thresholds(model));
        Section(card, "## Figures", evaluations.IsEmpty ? "None: the card was written without an evaluation, so nothing is known of how well this model finds lesions." : string.Join("\n\n", evaluations.OrderBy(evaluation => evaluation.Split.Name, StringComparer.Ordinal).Select(CardFigures.Of)));
        Section(card, "## Intended use", CardUse.Intended);
        Section(card, "## Limits", CardUse.Limits(model));
        Section(card, "## Hashes", Hashes(model));
        Section(card, "## How to load it", CardUse.Loading(model));
        return card.ToString().TrimEnd('\n') + "\n";
    }

    private static void Section(StringBuilder card, string title, string text) => card.Append(CultureInfo.InvariantCulture, $"{title}\n\n{text}\n\n");

    private static string Summary(ModelFile model)
    {
        var network = model.Manifest.Options.Network;
        var parameters = model.Tensors.Tensors.Values.Sum(tensor => tensor.Shape.Aggregate(1L, (product, length) => product * length));
        return $"A denoising network ({network.Summary}, {parameters.ToString("N0", CultureInfo.InvariantCulture)} parameters) that finds abnormal tissue in brain MRI after training on healthy slices alone, after Kascenas, Pugeault and O'Neil, MIDL 2022. {(network.LesionOutput ? "A second output, trained on synthetic lesions, says where lesions are." : "It has the published network's single output.")} Written by {model.Manifest.Software}.";
    }

    private static string InputAndOutput(ModelFile model)
    {
        var preprocessing = model.Manifest.Data?.Preprocessing ?? new PreprocessingOptions();
        return string.Create(CultureInfo.InvariantCulture, $"""
            - Scans: {model.Manifest.Modalities}, co-registered, skull-stripped, background 0, one patient at a time.
            - Preparation: each modality divided by its {preprocessing.Quantile} quantile of voxels above 0, axial slices in LPS order resized to {preprocessing.Size} x {preprocessing.Size} pixels.
            - Output: an anomaly score a voxel on the scans' own grid; by default `{AnomalyScore.DefaultOf(model.ScoreBasis).Name}`. Scores that it serves: {string.Join(", ", AnomalyScore.Servable(model.ScoreBasis).Select(score => $"`{score.Name}`"))}.
            """);
    }

    private static string Data(ModelFile model)
    {
        var trained = model.Manifest.Data is { } data
            ? $"Trained on {data.TrainPatients.Length} patients and validated on {data.ValidationPatients.Length} others{(data.UnlabelledPatients > 0 ? $"; {data.UnlabelledPatients} of them without a segmentation, taken for healthy" : "")}. Healthy slices alone were learned from; segmentations said which these are."
            : "What it was trained on is not known: the weights were imported.";
        var seen = model.Calibration?.KnownScans is { } known && known.Traits.TryGetValue("brain_ml", out var brain)
            ? string.Create(CultureInfo.InvariantCulture, $" The brains of {known.Patients} patients that it knows have {brain.Least:0} to {brain.Greatest:0} ml; scans that look otherwise are marked when they are predicted.")
            : "";
        return trained + seen;
    }

    private static string Recipe(ModelFile model)
    {
        using var options = JsonDocument.Parse(CheckpointManifest.ToJson(model.Manifest.Options));
        var progress = model.Manifest.Progress;
        var rows = Provenance.Flat(options.RootElement, "").Select(option => $"| {option.Name} | {option.Value} |");
        return string.Create(CultureInfo.InvariantCulture, $"{progress.EpochsDone} epochs, {progress.IterationsDone} iterations done; weights of epoch {progress.BestEpoch}, counted from 0{(progress.BestEpoch < 0 ? " (imported)" : $", validation loss {progress.BestValidationLoss:0.######}")}.\n\n| option | value |\n|---|---|\n{string.Join('\n', rows)}");
    }

    private static string Thresholds(ModelFile model)
    {
        if (model.Calibration is not { } calibration)
        {
            return "None: the model is not calibrated.";
        }

        var rows = AnomalyScore.Servable(model.ScoreBasis).Select(score =>
            $"| {score.Name} | {Text(score, ThresholdKind.Val)} | {Text(score, ThresholdKind.Synthetic)} | {Text(score, ThresholdKind.Healthy)} | {calibration.DefaultKind(score)?.Text() ?? "none"} |");
        return $"Found on {calibration.Data.Patients} patients, {calibration.Data.LabelledPatients} with a lesion label, {calibration.Data.HealthySlices} healthy slices.\n\n| score | val | synthetic | healthy | used where nobody chooses |\n|---|--:|--:|--:|---|\n{string.Join('\n', rows)}";

        string Text(AnomalyScore score, ThresholdKind kind) => calibration.Of(score, kind)?.ToString("0.####", CultureInfo.InvariantCulture) ?? "–";
    }

    private static string Hashes(ModelFile model) => $"""
        | what | SHA-256 |
        |---|---|
        | file | `{model.Sha256}` |
        | weights | `{model.WeightsSha256}` |
        | calibration | {(model.CalibrationSha256 is { } calibration ? $"`{calibration}`" : "none")} |
        | training data | {(model.Manifest.Data is { } data ? $"`{data.DataSha256}`" : "unknown")} |
        """;
}
