using System.Runtime.InteropServices;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation.Scratch;

/// <summary>One patient's scores and their counts on the disk.</summary>
internal sealed class StoredPatient
{
    private readonly ScratchFile file;
    private readonly long countsOffset;
    private readonly int counts;
    private readonly long scoresOffset;
    private readonly int scores;
    private readonly int packed;

    private StoredPatient(ScratchFile file, long countsOffset, int counts, long scoresOffset, int scores, int packed) =>
        (this.file, this.countsOffset, this.counts, this.scoresOffset, this.scores, this.packed) = (file, countsOffset, counts, scoresOffset, scores, packed);

    /// <summary>How many pixels have each score, from the lowest; shown without a copy.</summary>
    public ReadOnlyMemory<ScoreCount> Counts => file.View<ScoreCount>(countsOffset, counts);

    /// <summary>As <see cref="ScoreDistribution.Above"/>, read where it lies: a copy a patient would make memory grow with the cohort.</summary>
    /// <param name="threshold">Rounded to half precision before comparing.</param>
    public ConfusionCounts Above(double threshold)
    {
        var rounded = (Half)threshold;
        var (truePositives, falsePositives, falseNegatives, trueNegatives) = (0L, 0L, 0L, 0L);
        foreach (var (score, lesion, healthy) in Counts.Span)
        {
            if (score > rounded)
            {
                truePositives += lesion;
                falsePositives += healthy;
            }
            else
            {
                falseNegatives += lesion;
                trueNegatives += healthy;
            }
        }

        return new(truePositives, falsePositives, falseNegatives, trueNegatives);
    }

    /// <summary>Stores a patient.</summary>
    /// <param name="file">Where.</param>
    /// <param name="distribution">The counts.</param>
    /// <param name="scores">The scores themselves; empty where they are not needed again.</param>
    public static StoredPatient Store(ScratchFile file, ScoreDistribution distribution, ReadOnlySpan<float> scores)
    {
        var counts = file.Add(MemoryMarshal.AsBytes(distribution.Counts.AsSpan()));
        byte[] packed = scores.IsEmpty ? [] : SparseScores.Pack(scores);
        return new(file, counts, distribution.Counts.Length, file.Add(packed), scores.Length, packed.Length);
    }

    /// <summary>The scores, exactly as they were stored; empty where they were not.</summary>
    public float[] Scores() => SparseScores.Unpack(file.Read(scoresOffset, packed), scores);

    /// <summary>Bytes that patients take, about.</summary>
    /// <param name="pixels">Of all their slices.</param>
    /// <param name="patients">How many they are.</param>
    /// <param name="scores">Number of scores.</param>
    /// <param name="keepsScores">Whether the scores themselves are stored.</param>
    public static long Need(long pixels, int patients, int scores, bool keepsScores)
    {
        const int UsualCounts = 16_000 * 24;
        return (long)(scores * ((keepsScores ? pixels * SparseScores.UsualBytes : 0) + (long)patients * UsualCounts));
    }
}
