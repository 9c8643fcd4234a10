using System.Collections.Immutable;
using BrainDae.Imaging.Randomness;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Metrics.Intervals;

/// <summary>
/// 95% percentile intervals over patients: as many patients as there are, drawn with replacement, again and again.
/// Patients, not pixels, because the pixels of one patient are not independent. All figures share the same draws, so
/// the intervals of two scores belong together.
/// </summary>
public sealed class PatientBootstrap
{
    /// <summary>Resamples where nothing else is said.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>How often each resample holds each patient, [resample][patient].</summary>
    private readonly double[][] weights;

    /// <summary>Draws the resamples; equal arguments give equal draws, on any machine.</summary>
    /// <param name="patients">Number of patients, 0 or more.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">Number of resamples, at least 1.</param>
    public PatientBootstrap(int patients, long seed = 0, int resamples = DefaultResamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patients);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resamples);
        (Patients, Seed) = (patients, seed);
        weights = [.. Enumerable.Range(0, resamples).Select(resample => Draw(patients, new(seed, resample)))];
    }

    /// <summary>Number of patients.</summary>
    public int Patients { get; }

    /// <summary>Seed of the draws.</summary>
    public long Seed { get; }

    /// <summary>Number of resamples.</summary>
    public int Resamples => weights.Length;

    /// <summary>
    /// Interval of a mean over the patients that have a value; null with fewer than two of them. Resamples with none
    /// of them are left out.
    /// </summary>
    /// <param name="values">One a patient; null or NaN where the patient has none.</param>
    /// <exception cref="ArgumentException">Another number of values than of patients.</exception>
    public ConfidenceInterval? OfMean(ImmutableArray<double?> values) => OfRatio(
        [.. values.Select(value => IsValue(value) ? value!.Value : 0)],
        [.. values.Select(value => IsValue(value) ? 1.0 : 0)]);

    /// <summary>
    /// Interval of a ratio of sums over patients; null where fewer than two patients have a denominator above 0.
    /// Resamples whose denominator is 0 are left out.
    /// </summary>
    /// <param name="numerators">One a patient.</param>
    /// <param name="denominators">One a patient, 0 or more.</param>
    /// <exception cref="ArgumentException">Another number of values than of patients.</exception>
    public ConfidenceInterval? OfRatio(ImmutableArray<double> numerators, ImmutableArray<double> denominators)
    {
        RequireOneEach(numerators.Length);
        RequireOneEach(denominators.Length);
        return denominators.Count(value => value > 0) < 2
            ? null
            : ConfidenceInterval.Of(Ratios(numerators, denominators));
    }

    /// <summary>
    /// Interval of the average precision over all pixels of all patients together, see <see cref="ResampledAveragePrecision"/>;
    /// null where fewer than two patients have a lesion. Resamples without a lesion are left out.
    /// </summary>
    /// <param name="patients">One a patient.</param>
    /// <exception cref="ArgumentException">Another number of distributions than of patients.</exception>
    public ConfidenceInterval? OfAveragePrecision(ImmutableArray<ScoreDistribution> patients) => OfAveragePrecision(Counts(patients));

    /// <inheritdoc cref="OfAveragePrecision(ImmutableArray{ScoreDistribution})"/>
    /// <param name="patients">One a patient: <see cref="ScoreDistribution.Counts"/>, which may lie on the disk.</param>
    public ConfidenceInterval? OfAveragePrecision(ImmutableArray<ReadOnlyMemory<ScoreCount>> patients) => ConfidenceInterval.Of(AveragePrecisions(patients));

    /// <summary>
    /// Average precision of each resample, for figures that are made of several cohorts or scores; NaN where it holds
    /// no lesion.
    /// </summary>
    /// <param name="patients">One a patient.</param>
    /// <exception cref="ArgumentException">Another number of distributions than of patients.</exception>
    public ImmutableArray<double> AveragePrecisions(ImmutableArray<ScoreDistribution> patients)
    {
        RequireOneEach(patients.Length);
        return [.. ResampledAveragePrecision.Of(Counts(patients), weights)];
    }

    /// <summary>The same of counts that may lie on the disk; empty where fewer than two patients have a lesion, so that there is no interval.</summary>
    /// <param name="patients">One a patient: <see cref="ScoreDistribution.Counts"/>.</param>
    /// <exception cref="ArgumentException">Another number of counts than of patients.</exception>
    public ImmutableArray<double> AveragePrecisions(ImmutableArray<ReadOnlyMemory<ScoreCount>> patients)
    {
        RequireOneEach(patients.Length);
        return patients.Count(HasLesion) < 2 ? [] : [.. ResampledAveragePrecision.Of(patients, weights)];
    }

    private static ImmutableArray<ReadOnlyMemory<ScoreCount>> Counts(ImmutableArray<ScoreDistribution> patients) => [.. patients.Select(patient => patient.Counts.AsMemory())];

    private static bool HasLesion(ReadOnlyMemory<ScoreCount> counts)
    {
        foreach (var count in counts.Span)
        {
            if (count.Lesion > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsValue(double? value) => value is { } number && !double.IsNaN(number);

    private static double[] Draw(int patients, RandomStream random)
    {
        var times = new double[patients];
        for (var i = 0; i < patients; i++)
        {
            times[random.NextInt(patients)]++;
        }

        return times;
    }

    private static double Sum(double[] weight, ImmutableArray<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < weight.Length; i++)
        {
            sum += weight[i] * values[i];
        }

        return sum;
    }

    private IEnumerable<double> Ratios(ImmutableArray<double> numerators, ImmutableArray<double> denominators) =>
        weights.Select(weight => Sum(weight, numerators) / Sum(weight, denominators));

    private void RequireOneEach(int count)
    {
        if (count != Patients)
        {
            throw new ArgumentException($"{count} values do not fit {Patients} patients.");
        }
    }
}
