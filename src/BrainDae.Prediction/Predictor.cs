using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Plausibility;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Prediction.Lesions;

namespace BrainDae.Prediction;

/// <summary>
/// Finds abnormal tissue in new scans with a trained model: prepares a scan as the training data were prepared, runs
/// the network, scores, and takes the result back to the scan's own grid. The three steps may be called one by one, so
/// that one patient is prepared and another one finished on other threads while the network works on a third.
/// </summary>
public sealed class Predictor : IDisposable
{
    private readonly AnomalyScore score;
    private readonly ScoreCalibration? calibration;
    private readonly double? healthyThreshold;
    private readonly IReconstructor? network;

    /// <summary>Prepares to predict with a model.</summary>
    /// <param name="model">The model; may be closed afterwards.</param>
    /// <param name="load">
    /// Loads its network, which is disposed with this object. Called once the options are accepted, and only if the score needs
    /// the network.
    /// </param>
    /// <param name="options">How lesions are found.</param>
    /// <exception cref="BrainDaeException">An option is out of range, or the model lacks what the score or the threshold needs.</exception>
    public Predictor(ModelFile model, Func<IReconstructor> load, PredictionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(options);
        (Settings, score) = PredictionSettings.Resolve(model, options);
        model.Manifest.Options.Network.RequireSize(Settings.Preprocessing.Size);
        calibration = model.Calibration?.ForScores;
        healthyThreshold = model.Calibration?.Of(score, ThresholdKind.Healthy);
        KnownScans = model.Calibration?.KnownScans;
        if (score.NeedsNetwork)
        {
            network = load();
            Settings = Settings.With(network, model.Calibration);
        }
    }

    /// <summary>What the scans look like that the model knows; null where it does not say, so that scans which look otherwise are not noticed.</summary>
    public KnownScans? KnownScans { get; }

    /// <summary>Everything that decides the result.</summary>
    public PredictionSettings Settings { get; }

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
    /// <returns>What the score is computed from; empty where the score needs no network.</returns>
    public ReconstructedPatient Reconstruct(PatientSlices slices, CancellationToken cancellation = default) =>
        PatientScoring.Reconstruct(slices, [], network, calibration, score.TakesScansAsTheyAre, cancellation);

    /// <summary>The last step, without the network: scores, goes back to the scan's grid and measures the lesions.</summary>
    /// <param name="files">The scans, for warnings.</param>
    /// <param name="slices">From <see cref="Prepare"/>.</param>
    /// <param name="patient">From <see cref="Reconstruct"/>.</param>
    public PatientPrediction Finish(PatientFiles files, PatientSlices slices, ReconstructedPatient patient)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(patient);
        var scores = score.Compute(patient);
        var volume = ScoreRestorer.Restore(scores, slices.SliceIndices, slices.Size, slices.Geometry);
        var lesions = LesionFinder.Find(volume, Settings.Threshold, new(Settings.MinimumVolume, Settings.MinimumPeak));
        var attributed = patient.Reconstruction.IsEmpty ? lesions : LesionResiduals.Attribute(lesions, slices with { Images = patient.Images }, patient.Reconstruction);
        return new()
        {
            Name = slices.Name,
            Settings = Settings,
            Score = slices.Order.ToStored(volume),
            Lesions = attributed.ToStored(slices.Order),
            Slices = slices,
            Reconstructed = patient,
            SliceScores = scores,
            ScoreParts = score.Parts(patient),
            Implausible =
            [
                .. KnownScans is null ? [] : ScanPlausibility.Doubts(slices, KnownScans, patient.AsScanned.Foreground),
                .. ScoreChecks.Doubts(slices.Name, scores, patient.Foreground, Settings, healthyThreshold),
            ],
            Warnings = ScanChecks.Warnings(files, slices, patient.AsScanned.Foreground),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => network?.Dispose();
}
