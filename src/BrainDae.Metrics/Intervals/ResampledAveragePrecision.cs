using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Metrics.Intervals;

/// <summary>
/// Average precision of every resample of some patients, as if their pixels were pooled and counted anew: exact, by
/// adding each patient's counts as often as the resample holds the patient.
/// </summary>
/// <remarks>
/// Average precision changes at scores of lesion pixels alone, so healthy counts are moved down to the next score at
/// which anyone has a lesion pixel; nothing else is merged. A matrix product, resamples by patients by scores, does the
/// adding, a few scores at a time from the highest down, so that no sums are stored: of each resample only its counts
/// and its average precision so far are kept. Counts are whole numbers far below 2^53, so doubles add them exactly.
/// </remarks>
internal static class ResampledAveragePrecision
{
    /// <summary>Resamples that share the work of laying out a tile of scores.</summary>
    private const int ChunkLength = 128;

    /// <summary>Vectors of lesion counts in a tile, and of healthy counts.</summary>
    private const int Vectors = 2;

    private static int TileLength => Vectors * Vector<double>.Count;

    /// <summary>One figure a resample; NaN where it holds no lesion pixel.</summary>
    /// <param name="patients">The patients' counts, from the lowest score.</param>
    /// <param name="weights">How often each resample holds each patient, [resample][patient].</param>
    public static double[] Of(ImmutableArray<ReadOnlyMemory<ScoreCount>> patients, double[][] weights)
    {
        var scores = LesionScores(patients);
        var results = new double[weights.Length];
        Parallel.For(0, (weights.Length + ChunkLength - 1) / ChunkLength, chunk =>
        {
            var (first, end) = (chunk * ChunkLength, Math.Min(weights.Length, (chunk + 1) * ChunkLength));
            Run(patients, scores, weights.AsSpan(first..end), results.AsSpan(first..end));
        });
        return results;
    }

    /// <summary>Order of half-precision numbers as integers.</summary>
    private static int Key(Half score)
    {
        const int Negative = 0x8000;
        int bits = BitConverter.HalfToUInt16Bits(score);
        return bits < Negative ? bits : Negative - bits;
    }

    /// <summary>Keys of all scores that a lesion pixel has, from the highest down.</summary>
    private static int[] LesionScores(ImmutableArray<ReadOnlyMemory<ScoreCount>> patients)
    {
        HashSet<int> keys = [];
        foreach (var patient in patients)
        {
            foreach (var count in patient.Span)
            {
                if (count.Lesion > 0)
                {
                    keys.Add(Key(count.Score));
                }
            }
        }

        return [.. keys.OrderDescending()];
    }

    private static void Run(ImmutableArray<ReadOnlyMemory<ScoreCount>> patients, int[] scores, ReadOnlySpan<double[]> weights, Span<double> results)
    {
        var running = new Running[weights.Length];
        var next = patients.Select(patient => patient.Length - 1).ToArray();
        var tile = new double[patients.Length * 2 * TileLength];
        for (var start = 0; start < scores.Length; start += TileLength)
        {
            LayOut(patients, scores.AsSpan(start, Math.Min(TileLength, scores.Length - start)), next, tile);
            for (var resample = 0; resample < weights.Length; resample += 2)
            {
                var other = Math.Min(resample + 1, weights.Length - 1);
                Add(tile, weights[resample], weights[other], ref running[resample], ref running[other], isPair: other != resample);
            }
        }

        for (var resample = 0; resample < weights.Length; resample++)
        {
            results[resample] = running[resample].Sum / running[resample].Lesion;
        }
    }

    /// <summary>Writes the counts of some scores, [patient][lesion or healthy][score], and moves each patient on.</summary>
    private static void LayOut(ImmutableArray<ReadOnlyMemory<ScoreCount>> patients, ReadOnlySpan<int> scores, int[] next, double[] tile)
    {
        unchecked
        {
            Array.Clear(tile);
            for (var patient = 0; patient < patients.Length; patient++)
            {
                var counts = patients[patient].Span;
                var i = next[patient];
                var row = tile.AsSpan(patient * 2 * TileLength, 2 * TileLength);
                for (var score = 0; score < scores.Length; score++)
                {
                    for (; i >= 0 && Key(counts[i].Score) >= scores[score]; i--)
                    {
                        row[score] += counts[i].Lesion;
                        row[TileLength + score] += counts[i].Healthy;
                    }
                }

                next[patient] = i;
            }
        }
    }

    /// <summary>Adds a tile to two resamples at once: enough independent sums to keep the processor busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Add(double[] tile, double[] first, double[] second, ref Running one, ref Running two, bool isPair)
    {
        unchecked
        {
            var (l0, l1, h0, h1) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
            var (m0, m1, g0, g1) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
            fixed (double* counts = tile, weight1 = first, weight2 = second)
            {
                var row = counts;
                for (var patient = 0; patient < first.Length; patient++)
                {
                    var (a, b) = (new Vector<double>(weight1[patient]), new Vector<double>(weight2[patient]));
                    var lesion0 = *(Vector<double>*)row;
                    var lesion1 = *(Vector<double>*)(row + Vector<double>.Count);
                    var healthy0 = *(Vector<double>*)(row + 2 * Vector<double>.Count);
                    var healthy1 = *(Vector<double>*)(row + 3 * Vector<double>.Count);
                    l0 = Vector.FusedMultiplyAdd(a, lesion0, l0);
                    l1 = Vector.FusedMultiplyAdd(a, lesion1, l1);
                    h0 = Vector.FusedMultiplyAdd(a, healthy0, h0);
                    h1 = Vector.FusedMultiplyAdd(a, healthy1, h1);
                    m0 = Vector.FusedMultiplyAdd(b, lesion0, m0);
                    m1 = Vector.FusedMultiplyAdd(b, lesion1, m1);
                    g0 = Vector.FusedMultiplyAdd(b, healthy0, g0);
                    g1 = Vector.FusedMultiplyAdd(b, healthy1, g1);
                    row += 2 * Vectors * Vector<double>.Count;
                }
            }

            one.Add(l0, h0);
            one.Add(l1, h1);
            if (isPair)
            {
                two.Add(m0, g0);
                two.Add(m1, g1);
            }
        }
    }

    /// <summary>A resample's counts at or above the score reached, and its sum of lesion pixels times precision so far.</summary>
    private struct Running
    {
        public double Lesion { get; private set; }

        public double Healthy { get; private set; }

        public double Sum { get; private set; }

        public void Add(Vector<double> lesion, Vector<double> healthy)
        {
            for (var score = 0; score < Vector<double>.Count; score++)
            {
                Lesion += lesion[score];
                Healthy += healthy[score];
                if (lesion[score] > 0)
                {
                    Sum += lesion[score] * (Lesion / (Lesion + Healthy));
                }
            }
        }
    }
}
