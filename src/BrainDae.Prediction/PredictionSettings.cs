using BrainDae.Data.Preprocessing;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;

namespace BrainDae.Prediction;

/// <summary>Everything that decides the result for a scan, resolved: the same settings give the same result.</summary>
/// <param name="Model">The model.</param>
/// <param name="Score">Name of the anomaly score.</param>
/// <param name="Threshold">A voxel is lesion where its score is above this.</param>
/// <param name="ThresholdKind">Where the threshold comes from.</param>
/// <param name="ThresholdData">What a stored threshold was found on; null for one that was given.</param>
/// <param name="MinimumVolume">Lesions below this volume in mm³ are dropped (26-connectivity, scan's own grid).</param>
/// <param name="MinimumPeak">Lesions whose highest score is below so many thresholds are dropped; 0 drops none.</param>
/// <param name="Precision">Arithmetic inside the network; single precision for a score that needs none.</param>
/// <param name="Preprocessing">How a scan becomes slices: as the model's training data were made.</param>
public sealed record PredictionSettings(
    PredictionModel Model,
    string Score,
    double Threshold,
    ThresholdKind ThresholdKind,
    ThresholdData? ThresholdData,
    double MinimumVolume,
    double MinimumPeak,
    NetworkPrecision Precision,
    PreprocessingOptions Preprocessing)
{
    /// <summary>What ran the network; null for a score that needs none.</summary>
    public string? Runtime { get; init; }

    /// <summary>
    /// Arithmetic in which the model was calibrated, where its scores are now computed in another one, so that stored
    /// thresholds fit less exactly; else null.
    /// </summary>
    public NetworkPrecision? CalibrationPrecision { get; init; }

    /// <summary>Resolves options for a model.</summary>
    /// <exception cref="BrainDaeException">An option is out of range, or the model lacks what the score or the threshold needs.</exception>
    internal static (PredictionSettings Settings, AnomalyScore Score) Resolve(ModelFile model, PredictionOptions options)
    {
        options.Validate();
        var score = options.Score ?? AnomalyScore.DefaultOf(model.ScoreBasis);
        if (score.NeededModalities.FirstOrDefault(modality => !model.Manifest.Modalities.Contains(modality)) is { } lacking)
        {
            throw BrainDaeException.Option($"{model.Path}: the score '{score.Name}' needs {lacking}, and the model sees {model.Manifest.Modalities}. Use one of {Servable(model)}.");
        }

        if (score.NeedsLesionOutput && !model.ScoreBasis.LesionOutput)
        {
            throw BrainDaeException.Option($"{model.Path}: the score '{score.Name}' needs a network that was trained on synthetic lesions, and this one was not. Train one ({new OptionName("Lesions.Share")} above 0), or use one of {Servable(model)}.");
        }

        if (score.NeedsCalibration && model.Calibration is null)
        {
            throw NotCalibrated(model, $"the score '{score.Name}' is measured in the model's deviations on healthy tissue. Calibrate it (braindae calibrate), or use {new OptionName("Score")} published with a {new OptionName("Threshold")}");
        }

        if (score.NeedsResidualUnit && model.Calibration?.ForScores.ResidualUnit is null)
        {
            throw BrainDaeException.Missing($"{model.Path}: the score '{score.Name}' needs a calibration on synthetic lesions by this version, and this model has none. Calibrate it (braindae calibrate), or use one of {Servable(model)}.");
        }

        var (threshold, kind) = Choose(model, score, options);
        return (new(
            new(model.Identifier, model.Sha256, model.Manifest.Progress.BestEpoch, model.CalibrationSha256),
            score.Name,
            threshold,
            kind,
            kind == ThresholdKind.Given ? null : new(model.Calibration!.Data.DataSha256, model.Calibration.Data.Patients, model.Calibration.Data.LabelledPatients)
            {
                Range = model.Calibration.Thresholds[score.Name].RangeOf(kind),
            },
            options.MinimumVolume,
            options.MinimumPeak ?? score.MinimumPeak,
            NetworkPrecision.Float32,
            (model.Manifest.Data?.Preprocessing ?? PublishedAt(model.Manifest.Data?.SliceSize)) with { Modalities = model.Manifest.Modalities }), score);
    }

    /// <summary>The same for a network.</summary>
    internal PredictionSettings With(IReconstructor network, ModelCalibration? calibration) => this with
    {
        Runtime = network.Runtime,
        Precision = network.Precision,
        CalibrationPrecision = calibration?.Precision is { } calibrated && calibrated != network.Precision ? calibrated : null,
    };

    private static string Servable(ModelFile model) => string.Join(", ", AnomalyScore.Servable(model.ScoreBasis).Select(score => score.Name));

    private static (double Threshold, ThresholdKind Kind) Choose(ModelFile model, AnomalyScore score, PredictionOptions options)
    {
        if (options.Threshold is { } given)
        {
            return (given, ThresholdKind.Given);
        }

        if (model.Calibration is not { } calibration)
        {
            throw NotCalibrated(model, $"no threshold is stored with it. Calibrate it (braindae calibrate), or give {new OptionName("Threshold")} a number");
        }

        var kind = options.ThresholdKind ?? calibration.DefaultKind(score) ?? ThresholdKind.Healthy;
        return calibration.Of(score, kind) is { } stored
            ? (stored, kind)
            : throw BrainDaeException.Missing($"{model.Path}: no {kind.Text()} threshold of the score '{score.Name}' is stored with this model{(kind == ThresholdKind.Val ? ", because no patient that it was calibrated on has a lesion label" : "")}. Calibrate it anew (braindae calibrate), choose another {new OptionName("ThresholdKind")}, or give a number.");
    }

    private static BrainDaeException NotCalibrated(ModelFile model, FailureText need) =>
        BrainDaeException.Missing($"{model.Path}: the model '{model.Identifier}' is not calibrated, and {need}.");

    private static PreprocessingOptions PublishedAt(int? size) => size is { } edge ? new() { Size = edge } : new();
}

/// <summary>Which model predicted.</summary>
/// <param name="Identifier">Name of the model.</param>
/// <param name="Sha256">Hash of its file as it was opened.</param>
/// <param name="Epoch">Epoch (from 0) of the weights; below 0 for an imported model.</param>
/// <param name="CalibrationSha256">Hash of its calibration; null without one.</param>
public sealed record PredictionModel(string Identifier, string Sha256, int Epoch, string? CalibrationSha256);

/// <summary>What a stored threshold was found on.</summary>
/// <param name="DataSha256">Hash over the content of all slices in the data folder.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="LabelledPatients">Those of them with a lesion label.</param>
public sealed record ThresholdData(string DataSha256, int Patients, int LabelledPatients)
{
    /// <summary>What single patients would have given; null where that is not known.</summary>
    public ThresholdRange? Range { get; init; }
}
