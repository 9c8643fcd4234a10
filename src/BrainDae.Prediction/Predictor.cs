using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Evaluation;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Nifti.Volumes;
using BrainDae.Prediction.Lesions;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Prediction;

/// <summary>
/// Finds abnormal tissue in new scans with a trained model: prepares a scan as the training data were prepared, runs
/// the network, scores, and takes the result back to the scan's own grid. The three steps may be called one by one, so
/// that one patient is prepared and another one finished on other threads while the network works on a third.
/// </summary>
public sealed class Predictor : IDisposable
{
    private readonly AnomalyScore score;
    private readonly HealthyResiduals healthy;
    private readonly Reconstructor? reconstructor;

    private Predictor(PredictionSettings settings, AnomalyScore score, HealthyResiduals healthy, Reconstructor? reconstructor, ImmutableArray<string>? trainedAxisCodes) =>
        (Settings, this.score, this.healthy, this.reconstructor, TrainedAxisCodes) = (settings, score, healthy, reconstructor, trainedAxisCodes);

    /// <summary>Everything that decides the result.</summary>
    public PredictionSettings Settings { get; }

    /// <summary>The <see cref="AxisCodes"/> of the training scans; null where the model does not say.</summary>
    public ImmutableArray<string>? TrainedAxisCodes { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="model">Where it lies.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="options">How lesions are found.</param>
    /// <exception cref="BrainDaeException">There is no such model, it is damaged, an option is out of range, or no
    /// threshold is given and none is stored with the model.</exception>
    public static Predictor Load(ModelFolder model, TorchRuntime runtime, PredictionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        model.RequireModel();
        using var checkpoint = Checkpoint.Open(model.Best);
        var settings = PredictionSettings.Resolve(model, checkpoint.Manifest, options);
        checkpoint.Manifest.Options.Network.RequireSize(settings.Preprocessing.Size);
        var healthy = ModelCalibration.Find(model, settings.Model.Sha256)?.Healthy;
        if (healthy is null && options.Score.NeedsCalibration)
        {
            throw BrainDaeException.Missing($"{model.Path}: the score '{options.Score.Name}' is measured in the model's deviations on healthy tissue, which are not stored with it. Run 'braindae evaluate -id {model.Identifier}', or use --score published.");
        }

        return new(
            settings,
            options.Score,
            healthy ?? HealthyResiduals.Uncalibrated,
            options.Score.NeedsReconstruction ? Reconstructor.Of(checkpoint, runtime, options.Precision, options.BatchSize) : null,
            checkpoint.Manifest.Data?.AxisCodes);
    }

    /// <summary>Predicts one patient.</summary>
    /// <param name="files">The scans; a segmentation is not looked at.</param>
    /// <param name="cancellation">Checked before each batch of slices.</param>
    /// <exception cref="BrainDaeException">A scan cannot be used; names the file, the fault and the remedy.</exception>
    public PatientPrediction Run(PatientFiles files, CancellationToken cancellation = default)
    {
        var slices = Prepare(files);
        return Finish(files, slices, Reconstruct(slices, cancellation));
    }

    /// <summary>The first step, without the network: reads and preprocesses the scans.</summary>
    /// <inheritdoc cref="Run"/>
    public PatientSlices Prepare(PatientFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        ScanChecks.RequireDistinctFiles(files);
        var slices = PatientPreprocessor.Run(files with { Segmentation = null }, Settings.Preprocessing);
        ScanChecks.RequireDistinctScans(files, slices);
        return slices;
    }

    /// <summary>The second step: runs the network.</summary>
    /// <param name="slices">From <see cref="Prepare"/>.</param>
    /// <param name="cancellation">Checked before each batch of slices.</param>
    /// <returns>The shape of <see cref="PatientSlices.Images"/>; empty where the score needs no reconstruction.</returns>
    public ReadOnlyMemory<float> Reconstruct(PatientSlices slices, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        cancellation.ThrowIfCancellationRequested();
        if (reconstructor is null)
        {
            return default;
        }

        var reconstruction = new float[slices.Images.Length];
        reconstructor.Run(slices.Images.Span, reconstruction, slices.Size, cancellation);
        return reconstruction;
    }

    /// <summary>The last step, without the network: scores, goes back to the scan's grid and measures the lesions.</summary>
    /// <param name="files">The scans, for warnings.</param>
    /// <param name="slices">From <see cref="Prepare"/>.</param>
    /// <param name="reconstruction">From <see cref="Reconstruct"/>.</param>
    public PatientPrediction Finish(PatientFiles files, PatientSlices slices, ReadOnlyMemory<float> reconstruction)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var scores = score.Compute(new(slices.Images, reconstruction, slices.Count, slices.Size)
        {
            Spacing = ScanSpacing.OfSlices(slices.Geometry, slices.Size),
            Healthy = healthy,
        });
        var volume = ScoreRestorer.Restore(scores, slices.SliceIndices, slices.Size, slices.Geometry);
        var lesions = LesionFinder.Find(volume, Settings.Threshold, Settings.MinimumSize, Settings.MinimumPeak);
        return new()
        {
            Name = slices.Name,
            Settings = Settings,
            Score = volume,
            Lesions = reconstruction.IsEmpty ? lesions : LesionResiduals.Attribute(lesions, slices, reconstruction),
            Slices = slices,
            Reconstruction = reconstruction,
            SliceScores = scores,
            Warnings = ScanChecks.Warnings(files, slices, TrainedAxisCodes),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => reconstructor?.Dispose();
}
