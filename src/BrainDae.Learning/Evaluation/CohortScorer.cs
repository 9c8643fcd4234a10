using System.Collections.Immutable;
using BrainDae.Imaging.Datasets;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Metrics;
using BrainDae.Imaging.Scoring;
using BrainDae.Imaging.Slices;
using BrainDae.Learning.Scoring;

namespace BrainDae.Learning.Evaluation;

/// <summary>
/// Scores patients one after another: while the network works on one, the scores of the one before are computed and
/// counted. Holds two patients at a time, however many there are.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="reconstructor">The network.</param>
/// <param name="scores">What to compute from images and reconstruction.</param>
internal sealed class CohortScorer(SliceStore store, Reconstructor reconstructor, ImmutableArray<AnomalyScore> scores)
{
    /// <summary>Refuses patients that cannot be evaluated, before the long work.</summary>
    /// <exception cref="BrainDaeException">A patient is not in the data, its file is damaged, or it has no label.</exception>
    public static void RequireLabels(SliceStore store, IEnumerable<string> patients)
    {
        foreach (var patient in patients.Select(store.Get))
        {
            if (!patient.HasLabel)
            {
                throw BrainDaeException.Invalid($"{patient.Path}: has no lesion label to evaluate against; preprocess the patient with its segmentation or take it out of the split.");
            }
        }
    }

    /// <summary>Scores some patients, all with a label.</summary>
    /// <param name="patients">Their names.</param>
    /// <param name="cache">Keeps the scores, or null where only their counts are needed.</param>
    /// <param name="patientDone">Told each finished patient.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public ImmutableArray<ScoredSplit> Run(IEnumerable<string> patients, ScoreCache? cache, Action<string> patientDone, CancellationToken cancellation)
    {
        var tallies = scores.Select(score => new Tally(score)).ToImmutableArray();
        var counting = Task.CompletedTask;
        try
        {
            foreach (var name in patients)
            {
                var patient = store.Get(name);
                var input = Reconstruct(patient, cancellation);
                counting.GetAwaiter().GetResult();
                counting = Task.Run(() =>
                {
                    var labels = Labels(patient);
                    foreach (var tally in tallies)
                    {
                        tally.Add(patient, input, labels, cache);
                    }

                    store.Release(name);
                    patientDone(name);
                },
                cancellation);
            }
        }
        finally
        {
            Task.WhenAny(counting).Wait(CancellationToken.None);
        }

        counting.GetAwaiter().GetResult();
        return [.. tallies.Select(tally => tally.ToSplit())];
    }

    /// <summary>A patient's label, [slice, x, y] in C order.</summary>
    public static byte[] Labels(PatientSliceFile patient)
    {
        var pixels = patient.Size * patient.Size;
        var labels = new byte[patient.Count * pixels];
        for (var slice = 0; slice < patient.Count; slice++)
        {
            patient.Lesion(slice).CopyTo(labels.AsSpan(slice * pixels, pixels));
        }

        return labels;
    }

    private ScoreInput Reconstruct(PatientSliceFile patient, CancellationToken cancellation)
    {
        var elements = Modalities.Count * patient.Size * patient.Size;
        var images = new float[patient.Count * elements];
        for (var slice = 0; slice < patient.Count; slice++)
        {
            patient.CopyImage(slice, images.AsSpan(slice * elements, elements));
        }

        var reconstruction = new float[images.Length];
        reconstructor.Run(images, reconstruction, patient.Size, cancellation);
        return new(images, reconstruction, patient.Count, patient.Size);
    }

    private sealed class Tally(AnomalyScore score)
    {
        private readonly ScoreHistogram pooled = new();
        private readonly List<ScoredPatient> patients = [];

        public void Add(PatientSliceFile patient, ScoreInput input, byte[] labels, ScoreCache? cache)
        {
            var values = score.Compute(input);
            var histogram = ScoreHistogram.Of(values, labels);
            pooled.Merge(histogram);
            patients.Add(new(patient.Name, patient.Count, histogram.ToDistribution(), cache?.Add(values)));
        }

        public ScoredSplit ToSplit() => new(score, pooled.ToDistribution(), [.. patients]);
    }
}
