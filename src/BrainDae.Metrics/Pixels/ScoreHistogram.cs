using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using BrainDae.Files;

namespace BrainDae.Metrics.Pixels;

/// <summary>
/// Counts, for every value of half precision, the lesion and the healthy pixels that have it as their score. The
/// published evaluation holds scores in half precision, so these exact 64-bit counts hold all that average precision
/// and every Dice need: one pass, constant memory (3 MB), and the counts of patients or machines can be merged.
/// </summary>
/// <remarks>
/// Any score but NaN is counted, in its numerical order: negative ones and infinities too; -0 is 0. Finite scores of
/// 65,520 and more become infinite in half precision. An instance is not safe for use by several threads at once.
/// </remarks>
public sealed class ScoreHistogram
{
    private const int ChunkLength = 2048;

    /// <summary>Additions to one counter wait for the one before if they follow closely; neighbouring scores go to separate sets.</summary>
    private const int Sets = 4;

    private readonly long[] counts = new long[CounterIndex.Count];
    private readonly uint[] recent = new uint[Sets * CounterIndex.Count];
    private long recentTotal;

    /// <summary>Counts scores, each first rounded to half precision (to nearest, ties to even).</summary>
    /// <param name="scores">Anomaly scores, any shape.</param>
    /// <param name="labels">0 is healthy, anything else lesion; as many as scores.</param>
    /// <exception cref="ArgumentException">Another number of labels than of scores.</exception>
    /// <exception cref="BrainDaeException">A score is NaN. Some of the others may have been counted: discard the histogram.</exception>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels)
    {
        RequireSameLength(scores.Length, labels.Length);
        Span<uint> indices = stackalloc uint[ChunkLength];
        for (var i = 0; i < scores.Length; i += ChunkLength)
        {
            var length = Math.Min(ChunkLength, scores.Length - i);
            var valid = CounterIndex.TryFill(scores.Slice(i, length), labels.Slice(i, length), indices);
            Count(indices[..length], valid);
        }
    }

    /// <summary>Counts scores that are in half precision already.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{byte})"/>
    public void Add(ReadOnlySpan<Half> scores, ReadOnlySpan<byte> labels)
    {
        RequireSameLength(scores.Length, labels.Length);
        Span<uint> indices = stackalloc uint[ChunkLength];
        for (var i = 0; i < scores.Length; i += ChunkLength)
        {
            var length = Math.Min(ChunkLength, scores.Length - i);
            var valid = CounterIndex.TryFill(scores.Slice(i, length), labels.Slice(i, length), indices);
            Count(indices[..length], valid);
        }
    }

    /// <summary>Adds the counts of another histogram, as if its scores had been added here.</summary>
    public void Merge(ScoreHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.Settle();
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }
    }

    /// <summary>Counts scores on several threads.</summary>
    /// <param name="scores">Anomaly scores, any shape.</param>
    /// <param name="labels">0 is healthy, anything else lesion; as many as scores.</param>
    /// <param name="threads">At least 1; each takes 3 MB.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{byte})"/>
    public static ScoreHistogram Of(ReadOnlyMemory<float> scores, ReadOnlyMemory<byte> labels, int threads = 1)
    {
        RequireSameLength(scores.Length, labels.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var parts = new ScoreHistogram[threads];
        ExpectedFailure.OfMany(() => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var (start, end) = ((int)((long)scores.Length * part / threads), (int)((long)scores.Length * (part + 1) / threads));
            parts[part] = new();
            parts[part].Add(scores.Span[start..end], labels.Span[start..end]);
        }));

        foreach (var part in parts.AsSpan(1))
        {
            parts[0].Merge(part);
        }

        return parts[0];
    }

    /// <summary>What was counted so far, as an immutable value from which every metric is computed.</summary>
    public ScoreDistribution ToDistribution()
    {
        Settle();
        var distinct = ImmutableArray.CreateBuilder<ScoreCount>();
        for (var key = -CounterIndex.Patterns / 2 + 1; key < CounterIndex.Patterns / 2; key++)
        {
            // Keys rise with the score: patterns of negative numbers (sign bit set) count down, those of positive ones up.
            var pattern = key < 0 ? CounterIndex.Patterns / 2 - key : key;
            var (healthy, lesion) = (counts[pattern], counts[CounterIndex.Patterns + pattern]);
            if (key == 0)
            {
                const int NegativeZero = CounterIndex.Patterns / 2;
                healthy += counts[NegativeZero];
                lesion += counts[CounterIndex.Patterns + NegativeZero];
            }

            if (healthy + lesion > 0)
            {
                distinct.Add(new(BitConverter.UInt16BitsToHalf((ushort)pattern), lesion, healthy));
            }
        }

        return new(distinct.DrainToImmutable());
    }

    private void Count(ReadOnlySpan<uint> indices, bool valid)
    {
        if (!valid)
        {
            throw BrainDaeException.Invalid("An anomaly score is not a number: the model has diverged or the scan holds such values. Check the scan, or use another checkpoint.");
        }

        if (recentTotal + indices.Length > uint.MaxValue)
        {
            Settle();
        }

        recentTotal += indices.Length;
        Count(indices, recent);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Count(ReadOnlySpan<uint> indices, uint[] counters)
    {
        unchecked
        {
            fixed (uint* set0 = counters)
            {
                var set1 = set0 + CounterIndex.Count;
                var set2 = set1 + CounterIndex.Count;
                var set3 = set2 + CounterIndex.Count;
                var i = 0;
                for (; i <= indices.Length - Vector<uint>.Count; i += Vector<uint>.Count)
                {
                    // Background comes in long stretches of one value.
                    var block = indices.Slice(i, Vector<uint>.Count);
                    if (Vector.EqualsAll(new Vector<uint>(block), new Vector<uint>(block[0])))
                    {
                        set0[block[0]] += (uint)Vector<uint>.Count;
                        continue;
                    }

                    for (var k = 0; k < block.Length; k += Sets)
                    {
                        set0[block[k]]++;
                        set1[block[k + 1]]++;
                        set2[block[k + 2]]++;
                        set3[block[k + 3]]++;
                    }
                }

                for (; i < indices.Length; i++)
                {
                    set0[indices[i]]++;
                }
            }
        }
    }

    /// <summary>Moves the 32-bit counts into the 64-bit ones.</summary>
    private void Settle()
    {
        if (recentTotal == 0)
        {
            return;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += (long)recent[i] + recent[CounterIndex.Count + i] + recent[2 * CounterIndex.Count + i] + recent[3 * CounterIndex.Count + i];
        }

        Array.Clear(recent);
        recentTotal = 0;
    }

    private static void RequireSameLength(int scores, int labels)
    {
        if (scores != labels)
        {
            throw new ArgumentException($"{scores} scores do not fit {labels} labels.", nameof(labels));
        }
    }
}
