using System.Runtime.InteropServices;
using BrainDae.Files;
using BrainDae.Metrics.Pixels;
using CsCheck;

namespace BrainDae.Metrics.Tests;

public class ScoreHistogramTests
{
    private static readonly Gen<(float[] Scores, byte[] Labels)> Pixels =
        from n in Gen.Int[0, 3000]
        from scores in Gen.OneOf(Gen.Float[0, 1], Gen.Int[0, 3].Select(i => i / 4f), Gen.Float.Where(v => !float.IsNaN(v))).Array[n]
        from labels in Gen.Int[-9, 2].Select(i => (byte)Math.Max(i, 0)).Array[n]
        select (scores, labels);

    [Fact]
    public void Every_score_is_counted_once_under_its_half_precision_value_and_label() => Pixels.Sample((scores, labels) =>
    {
        var expected = scores.Zip(labels)
            .GroupBy(p => (Half)p.First + Half.Zero)
            .OrderBy(g => g.Key)
            .Select(g => new ScoreCount(g.Key, g.LongCount(p => p.Second != 0), g.LongCount(p => p.Second == 0)));
        return Distribution(scores, labels).Counts.SequenceEqual(expected);
    });

    [Fact]
    public void Half_scores_are_counted_as_the_floats_they_came_from() => Pixels.Sample((scores, labels) =>
    {
        var histogram = new ScoreHistogram();
        histogram.Add(Array.ConvertAll(scores, s => (Half)s), labels);
        return histogram.ToDistribution().Counts.SequenceEqual(Distribution(scores, labels).Counts);
    });

    [Fact]
    public void Merging_two_histograms_counts_the_concatenation() => (from a in Pixels from b in Pixels select (a, b)).Sample((a, b) =>
    {
        var (first, second) = (new ScoreHistogram(), new ScoreHistogram());
        first.Add(a.Scores, a.Labels);
        second.Add(b.Scores, b.Labels);
        first.Merge(second);
        return first.ToDistribution().Counts.SequenceEqual(Distribution([.. a.Scores, .. b.Scores], [.. a.Labels, .. b.Labels]).Counts);
    }, iter: 30);

    [Fact]
    public void Three_threads_count_as_one() => Pixels.Sample((scores, labels) =>
        ScoreHistogram.Of(scores, labels, 3).ToDistribution().Counts.SequenceEqual(Distribution(scores, labels).Counts), iter: 30);

    [Fact]
    public void Vectors_round_every_half_and_the_points_between_as_the_runtime_does()
    {
        // Each finite half, the midpoint to the next and the floats beside both: every tie and every neighbour of one.
        var scores = new List<float>();
        for (var bits = 0; bits < 0x7C00; bits++)
        {
            var half = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            var next = bits == 0x7BFF ? 65536 : (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            var tie = (half + next) / 2;
            scores.AddRange([half, float.BitIncrement(half), float.BitDecrement(tie), tie, float.BitIncrement(tie), -tie]);
        }

        scores.AddRange([float.Epsilon, 1e-30f, 65504, 65520, 1e9f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity]);
        scores.AddRange(new float[32 - scores.Count % 32]);
        var (vector, scalar) = (new uint[scores.Count], new uint[scores.Count]);
        var floats = CollectionsMarshal.AsSpan(scores);
        var labels = new byte[scores.Count];
        Assert.True(CounterIndex.TryFill(floats, labels, vector));
        for (var i = 0; i < scores.Count; i++)
        {
            scalar[i] = BitConverter.HalfToUInt16Bits((Half)scores[i]);
        }

        Assert.Equal(scalar, vector);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(69)]
    public void A_score_that_is_not_a_number_is_refused(int position)
    {
        var scores = new float[70];
        scores[position] = float.NaN;
        Assert.Throws<BrainDaeException>(() => new ScoreHistogram().Add(scores, new byte[70]));
        Assert.Throws<BrainDaeException>(() => new ScoreHistogram().Add(Array.ConvertAll(scores, s => (Half)s), new byte[70]));
        Assert.Throws<BrainDaeException>(() => ScoreHistogram.Of(scores, new byte[70], 2));
    }

    [Theory]
    [InlineData(0x7F80_0001)]
    [InlineData(0xFF80_0001)]
    [InlineData(0x7FC0_0000)]
    [InlineData(0xFFFF_FFFF)]
    public void Every_kind_of_NaN_is_refused(uint bits)
    {
        var scores = new float[70];
        scores[40] = BitConverter.UInt32BitsToSingle(bits);
        Assert.Throws<BrainDaeException>(() => new ScoreHistogram().Add(scores, new byte[70]));
    }

    [Fact]
    public void Missing_labels_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ScoreHistogram().Add(new float[3], new byte[2]));

    private static ScoreDistribution Distribution(float[] scores, byte[] labels)
    {
        var histogram = new ScoreHistogram();
        histogram.Add(scores, labels);
        return histogram.ToDistribution();
    }
}
