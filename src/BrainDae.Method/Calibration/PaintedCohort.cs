using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption.Painting;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Method.Calibration;

/// <summary>Patients with synthetic lesions in their healthy slices, on which a threshold is found without the outline of a real one.</summary>
/// <param name="store">The slices.</param>
/// <param name="patients">Names of patients that the network was not trained on, sorted.</param>
/// <param name="options">What lesions are painted, and what counts as healthy.</param>
internal sealed class PaintedCohort(SliceStore store, ImmutableArray<string> patients, CalibrationOptions options)
{
    /// <summary>Few patients are painted several times, so that there are so many paintings.</summary>
    private const int Least = 8;

    /// <summary>The first so many of the sorted patients are painted: more would not move the threshold, and cost the time of as many predictions.</summary>
    private const int Most = 32;

    /// <summary>Seed of all paintings; apart from every training's.</summary>
    private const long Seed = 7;

    /// <summary>How many of some patients are painted.</summary>
    public static int CountOf(int patients) => Math.Min(patients, Most);

    /// <summary>Paints one patient after another, the same whenever it is called.</summary>
    /// <param name="reconstruct">Gives what scores are computed from.</param>
    /// <param name="take">Told each.</param>
    /// <param name="progress">Told the name of each that is done.</param>
    /// <param name="cancellation">Checked before each patient.</param>
    public void ForEach(
        Func<PaintedPatient, ReconstructedPatient> reconstruct, Action<Painted> take, IProgress<string>? progress, CancellationToken cancellation)
    {
        var painted = CountOf(patients.Length);
        for (var i = 0; i < painted; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var file = store.Get(patients[i]);
            bool[] healthy = [.. Enumerable.Range(0, file.Count).Select(slice => file.IsHealthy(slice, options.HealthyRule))];
            var slices = file.ToPatientSlices();
            store.Release(patients[i]);
            for (var round = 0; round < (Least + painted - 1) / painted; round++)
            {
                var patient = PaintedPatient.Of(slices, healthy, options.Lesions, new RandomStream(Seed, i, round));
                take(new(reconstruct(patient), patient.Lesion, healthy));
            }

            progress?.Report(patients[i]);
        }
    }

    /// <summary>One painted patient.</summary>
    /// <param name="Input">What scores are computed from.</param>
    /// <param name="Lesion">1 where synthetic lesion is, [slice, x, y].</param>
    /// <param name="Healthy">The slices that were painted in; the others say nothing.</param>
    public sealed record Painted(ReconstructedPatient Input, byte[] Lesion, bool[] Healthy)
    {
        /// <summary>Counts scores of the slices that were painted in.</summary>
        public ScoreHistogram Count(float[] scores)
        {
            var histogram = new ScoreHistogram();
            var area = scores.Length / Healthy.Length;
            for (var slice = 0; slice < Healthy.Length; slice++)
            {
                if (Healthy[slice])
                {
                    histogram.Add(scores.AsSpan(slice * area, area), Lesion.AsSpan(slice * area, area));
                }
            }

            return histogram;
        }
    }
}
