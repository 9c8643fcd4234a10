using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Evaluation.Figures;
using BrainDae.Metrics.Intervals;

namespace BrainDae.Evaluation.Results;

/// <summary>
/// What training was worth: the default score's average precision beside that of the strongest score without a network,
/// on the same pixels of the same patients. The strongest is picked on these very patients, in its favor.
/// </summary>
/// <param name="Score">The default score.</param>
/// <param name="Baseline">The strongest score without a network.</param>
/// <param name="AveragePrecision">The first's less the second's, over all pixels.</param>
/// <param name="Interval">Its 95% interval: both are measured on the same resamples of the patients, so what makes a patient hard for both cancels. Null over fewer than two patients with a lesion.</param>
/// <param name="PatientsBetter">Patients whose own average precision is higher under the first.</param>
/// <param name="Patients">Patients with a lesion.</param>
public sealed record NetworkGain(string Score, string Baseline, double AveragePrecision, ConfidenceInterval? Interval, int PatientsBetter, int Patients)
{
    /// <summary>Whether it is a gain whose interval does not rule out that there is none.</summary>
    [JsonIgnore]
    public bool MayBeChance => AveragePrecision > 0 && Interval is { Low: <= 0 };

    /// <summary>Compares two scores; null where one has no average precision.</summary>
    /// <param name="score">The default score.</param>
    /// <param name="baseline">The strongest score without a network.</param>
    /// <param name="resampled">Average precision on each resample by name of the score, in the same order.</param>
    internal static NetworkGain? Of(ScoreResult score, ScoreResult? baseline, IReadOnlyDictionary<string, ImmutableArray<double>> resampled)
    {
        if (score.AveragePrecision is not { } ours || baseline?.AveragePrecision is not { } theirs || score.Name == baseline.Name)
        {
            return null;
        }

        var pairs = score.Patients.Zip(baseline.Patients, (a, b) => (Ours: Of(a), Theirs: Of(b)))
            .Where(pair => pair is { Ours: not null, Theirs: not null }).ToArray();
        return new(
            score.Name,
            baseline.Name,
            ours - theirs,
            ConfidenceInterval.Of(resampled[score.Name].Zip(resampled[baseline.Name], (a, b) => a - b)),
            pairs.Count(pair => pair.Ours > pair.Theirs),
            pairs.Length);

        static double? Of(PatientResult patient) => patient.Find(MetricCatalog.AveragePrecision);
    }
}
