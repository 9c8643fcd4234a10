using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Corruption.Painting;
using BrainDae.Method.Plausibility;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Method.Calibration;

/// <summary>How a model is calibrated.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Share of the healthy foreground that the healthy-calibrated threshold may call lesion, 0 to below 1. Default 0.01.</summary>
    public double HealthyRate { get; init; } = HealthyCalibration.DefaultRate;

    /// <summary>When a slice counts as healthy; as in training.</summary>
    public HealthyRule HealthyRule { get; init; } = HealthyRule.Resized;

    /// <summary>Which lesions are painted into healthy slices, to find thresholds without a label. Default <see cref="LesionOptions"/>'s own.</summary>
    public LesionOptions Lesions { get; init; } = new();

    /// <summary>How much scores are smoothed, millimetres, 0 to <see cref="ScoreCalibration.MaximumSmoothing"/>; recorded. Default 2.</summary>
    public double Smoothing { get; init; } = ScoreCalibration.UsualSmoothing;

    /// <summary>Whether patients are corrected for inhomogeneity before they are scored; recorded. Needs a network with a lesion output. Default false.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Whether patients are recorded as salted hashes instead of names. Default false.</summary>
    public bool Anonymous { get; init; }

    /// <summary>As a model was trained: what is healthy, which lesions it practised on, how its scores are smoothed; the rest at its default.</summary>
    /// <param name="training">How it was trained.</param>
    public static CalibrationOptions For(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new() { HealthyRule = training.HealthyRule, Lesions = training.Lesions, Smoothing = training.Smoothing!.Value, BiasCorrection = training.BiasCorrection };
    }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void Validate() => BrainDaeException.Refuse(
        OptionFault.Unless(HealthyRate is >= 0 and < 1, HealthyRate, "must be 0 to below 1"),
        OptionFault.Unless(ScoreCalibration.CanSmooth(Smoothing), Smoothing, $"must be 0 to {ScoreCalibration.MaximumSmoothing} mm"));
}

/// <summary>
/// Measures on validation patients what a model needs to judge new scans: its residuals on healthy slices, the residual
/// that outlines synthetic lesions best, then the thresholds of every score. A patient without a lesion label counts as
/// healthy. The network runs once over each patient as it is and once over each painting.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="reconstructor">The network.</param>
/// <param name="scratch">
/// Folder that can be written, for reconstructions that are needed twice: about 15 MB a patient, gone when the calibration ends.
/// Default the system's folder for temporary files.
/// </param>
public sealed class Calibrator(SliceStore store, IReconstructor reconstructor, string? scratch = null)
{
    /// <summary>Calibrates.</summary>
    /// <param name="patients">Names of patients that the network was not trained on, at least one.</param>
    /// <param name="trained">Names of patients that are known to look as scans should, such as those it was trained on; those that are not in the data are passed over.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the name of each patient that is done, <see cref="Steps"/> times in all; may be null.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <exception cref="BrainDaeException">There is no patient, one is not in the data, or none has a healthy slice.</exception>
    public ModelCalibration Run(IEnumerable<string> patients, IEnumerable<string> trained, CalibrationOptions options, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ImmutableArray<string> names = [.. patients.Order(StringComparer.Ordinal)];
        if (names.IsEmpty)
        {
            throw BrainDaeException.Invalid($"{store.SplitFolder}: the val split is empty, so there is nothing to calibrate on. Put patients into val.txt.");
        }

        var slices = names.Sum(name => HealthySlices(name, options.HealthyRule));
        if (slices == 0)
        {
            throw BrainDaeException.Invalid($"{store.SplitFolder}: the val split has no healthy slice ({names.Length} patients), so there is nothing to calibrate on. Put other patients into val.txt.");
        }

        BrainDaeException.Refuse(OptionFault.Unless(
            !options.BiasCorrection || reconstructor.HasLesionOutput, options.BiasCorrection, "needs a network that says where lesions are; train with synthetic lesions", "BiasCorrection"));
        using var kept = new KeptReconstructions(scratch ?? Path.GetTempPath(), reconstructor.HasLesionOutput);
        var calibration = new ScoreCalibration(HealthyResiduals.Uncalibrated(store.Manifest.Modalities.Count), ResidualUnit: null, options.Smoothing) { BiasCorrection = options.BiasCorrection };
        calibration = calibration with { Healthy = Residuals(names, calibration, options.HealthyRule, kept, progress, cancellation) };
        var searches = Searches(calibration, options.HealthyRate);
        var painted = new PaintedCohort(store, names, options);
        var combines = Combines(store.Manifest.Modalities);
        painted.ForEach(
            patient => Reconstructed(patient, combines ? kept : null, calibration, cancellation),
            patient => Add(searches, patient),
            progress,
            cancellation);
        ImmutableArray<ThresholdSearch> combined = [];
        if (combines)
        {
            calibration = calibration with { ResidualUnit = Unit(searches) };
            combined = [.. Searches(calibration, options.HealthyRate).Where(search => search.Score.NeedsResidualUnit)];
        }

        foreach (var name in names)
        {
            Count(name, kept, calibration, options.HealthyRule, [.. searches, .. combined], cancellation);
            progress?.Report(name);
        }

        if (combines)
        {
            painted.ForEach(patient => kept.Next(patient.Slices, calibration), patient => Add(combined, patient), progress, cancellation);
        }

        return new()
        {
            Software = SoftwareVersion.Text,
            Data = options.Anonymous ? Data(names, slices).Anonymous() : Data(names, slices),
            Precision = reconstructor.Precision,
            Healthy = calibration.Healthy,
            ResidualUnit = calibration.ResidualUnit,
            Smoothing = calibration.Smoothing,
            BiasCorrection = calibration.BiasCorrection,
            HealthyRate = options.HealthyRate,
            KnownScans = KnownScans.Of(store, names.Concat(trained), cancellation),
            Thresholds = searches.Concat(combined).ToImmutableSortedDictionary(search => search.Score.Name, search => search.Found()),
        };
    }

    /// <summary>How often <see cref="Run"/> reports: each patient for its residuals and for its scores, and as far as it is painted for each of these.</summary>
    /// <param name="patients">Number of patients.</param>
    public int Steps(int patients) => 2 * patients + (Combines(store.Manifest.Modalities) ? 2 : 1) * PaintedCohort.CountOf(patients);

    /// <summary>Whether there is a score that needs the residual unit.</summary>
    private bool Combines(Modalities modalities)
    {
        var whatever = new ScoreCalibration(HealthyResiduals.Uncalibrated(modalities.Count), ResidualUnit: 1);
        return AnomalyScore.Servable(new(modalities, whatever, reconstructor.HasLesionOutput)).Any(score => score.NeedsResidualUnit);
    }

    /// <summary>How far the network is off on healthy slices; keeps what it makes of all slices.</summary>
    private HealthyResiduals Residuals(
        ImmutableArray<string> names, ScoreCalibration calibration, HealthyRule rule, KeptReconstructions kept, IProgress<string>? progress, CancellationToken cancellation)
    {
        var residuals = new HealthyResiduals.Accumulator(store.Manifest.Modalities.Count);
        foreach (var name in names)
        {
            var file = store.Get(name);
            var patient = PatientScoring.Reconstruct(file, reconstructor, calibration, cancellation);
            var area = patient.Size * patient.Size;
            for (var slice = 0; slice < patient.Slices; slice++)
            {
                if (file.IsHealthy(slice, rule))
                {
                    residuals.Add(patient.Image(slice), patient.Reconstructed(slice), patient.Foreground.Mask.Slice(slice * area, area));
                }
            }

            kept.Add(patient);
            store.Release(name);
            progress?.Report(name);
        }

        return residuals.ToResiduals();
    }

    private ReconstructedPatient Reconstructed(
        PaintedPatient painted, KeptReconstructions? kept, ScoreCalibration calibration, CancellationToken cancellation)
    {
        var patient = PatientScoring.Reconstruct(painted.Slices, painted.Healthy, reconstructor, calibration, wantsScans: true, cancellation);
        kept?.Add(patient);
        return patient;
    }

    private ImmutableArray<ThresholdSearch> Searches(ScoreCalibration calibration, double healthyRate) =>
        [.. AnomalyScore.Servable(new(store.Manifest.Modalities, calibration, reconstructor.HasLesionOutput))
            .Select(score => new ThresholdSearch(score, healthyRate))];

    private static double? Unit(ImmutableArray<ThresholdSearch> searches) =>
        searches.Single(search => search.Score is SignedResidualScore).Synthetic is > 0 and var unit ? unit : null;

    private static void Add(ImmutableArray<ThresholdSearch> searches, PaintedCohort.Painted patient) =>
        Parallel.ForEach(searches, search => search.Add(patient));

    private int HealthySlices(string name, HealthyRule rule)
    {
        var patient = store.Get(name);
        return Enumerable.Range(0, patient.Count).Count(slice => patient.IsHealthy(slice, rule));
    }

    private CalibrationData Data(ImmutableArray<string> names, int slices) => new(
        store.Manifest.DataSha256,
        PatientRegister.SplitHash(names, salt: null),
        names.Length,
        names.Count(name => store.Get(name).HasLabel),
        slices,
        PatientRegister.Of(names, names.Select(name => store.Get(name).ContentSha256), salt: null, names.Select(name => store.Get(name).Subject)));

    private void Count(
        string name,
        KeptReconstructions kept,
        ScoreCalibration calibration,
        HealthyRule rule,
        ImmutableArray<ThresholdSearch> searches,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = store.Get(name);
        var patient = kept.Next(file.ToPatientSlices(), calibration);
        var labels = file.HasLabel ? file.Labels() : null;

        // Which slices are healthy is all that is taken from the label here, as in training.
        var (mask, area) = (patient.AsScanned.Foreground.Mask.ToArray(), patient.Size * patient.Size);
        int[] healthy = [.. Enumerable.Range(0, mask.Length).Where(pixel => mask[pixel] != 0 && file.IsHealthy(pixel / area, rule))];
        store.Release(name);
        Parallel.ForEach(searches, search => search.Add(patient, labels, healthy));
    }
}
