using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Config;
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

    /// <summary>Arithmetic inside the network; recorded.</summary>
    public NetworkPrecision Precision { get; init; }

    /// <summary>Whether patients are recorded as salted hashes instead of names. Default false.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void Validate()
    {
        if (HealthyRate is not (>= 0 and < 1))
        {
            throw BrainDaeException.Option($"`HealthyRate` {HealthyRate}: must be 0 to below 1.");
        }
    }
}

/// <summary>
/// Measures on validation patients what a model needs to judge new scans: its residuals on healthy slices, then the
/// thresholds of every score. A patient without a lesion label counts as healthy.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="reconstructor">The network.</param>
public sealed class Calibrator(SliceStore store, IReconstructor reconstructor)
{
    /// <summary>Calibrates.</summary>
    /// <param name="patients">Names of patients that the network was not trained on, at least one.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the name of each patient that is done; each comes twice, for residuals and for thresholds.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <exception cref="BrainDaeException">There is no patient, one is not in the data, or none has a healthy slice.</exception>
    public ModelCalibration Run(IEnumerable<string> patients, CalibrationOptions options, IProgress<string>? progress, CancellationToken cancellation)
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

        var healthy = ResidualCalibration.Of(store, names, options.HealthyRule, reconstructor, progress, cancellation);
        var counts = AnomalyScore.Servable(new(store.Manifest.Modalities, Calibrated: true, reconstructor.HasLesionOutput)).Select(score => new Counts(score)).ToImmutableArray();
        foreach (var name in names)
        {
            Count(store.Get(name), healthy, options.HealthyRule, counts, cancellation);
            store.Release(name);
            progress?.Report(name);
        }

        return new()
        {
            Software = SoftwareVersion.Text,
            Data = options.Anonymous ? Data(names, slices).Anonymous() : Data(names, slices),
            Precision = options.Precision,
            Healthy = healthy,
            HealthyRate = options.HealthyRate,
            Thresholds = counts.ToImmutableSortedDictionary(c => c.Score.Name, c => c.Thresholds(options.HealthyRate)),
        };
    }

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
        PatientRegister.Of(names, names.Select(name => store.Get(name).ContentSha256), salt: null));

    private void Count(PatientSliceFile patient, HealthyResiduals healthy, HealthyRule rule, ImmutableArray<Counts> counts, CancellationToken cancellation)
    {
        var input = PatientScoring.Reconstruct(patient, reconstructor, healthy, cancellation);
        var foreground = HealthyForeground.Of(patient, input, rule);
        var labels = patient.HasLabel ? patient.Labels() : null;
        foreach (var count in counts)
        {
            count.Add(count.Score.Compute(input), labels, foreground);
        }
    }

    /// <summary>The scores of all patients, counted.</summary>
    private sealed class Counts(AnomalyScore score)
    {
        private readonly ScoreHistogram pooled = new();
        private readonly ScoreHistogram healthyForeground = new();

        public AnomalyScore Score => score;

        public void Add(float[] values, byte[]? labels, HealthyForeground foreground)
        {
            foreground.AddTo(healthyForeground, values);
            if (labels is not null)
            {
                pooled.Merge(ScoreHistogram.Of(values, labels));
            }
        }

        public ScoreThresholds Thresholds(double rate) => ScoreThresholds.WithDefault(
            score.Revision,
            score.BestThreshold(pooled.ToDistribution())?.Threshold,
            HealthyCalibration.Threshold(healthyForeground.ToDistribution(), rate) is { } threshold && double.IsFinite(threshold) ? threshold : null);
    }
}
