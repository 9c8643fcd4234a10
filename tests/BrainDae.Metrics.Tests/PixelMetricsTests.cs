using System.Text.Json;
using BrainDae.Metrics.Pixels;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Metrics.Tests;

public class PixelMetricsTests
{
    private static readonly Lazy<ScoreDistribution> Golden = new(() =>
        Of(Npy.Golden("metrics", "score_half.npy").Floats, Array.ConvertAll(Npy.Golden("metrics", "label.npy").Values, v => (byte)v)));

    private static readonly Gen<(float[] Scores, byte[] Labels)> Pixels =
        from n in Gen.Int[1, 200]
        from scores in Gen.OneOf(Gen.Float[0, 1], Gen.Int[0, 5].Select(i => i / 8f)).Array[n]
        from labels in Gen.Int[-2, 1].Select(i => (byte)Math.Max(i, 0)).Array[n]
        where labels.Contains((byte)1) && labels.Contains((byte)0)
        select (scores, labels);

    [Fact]
    public void Average_precision_AUROC_and_best_Dice_are_the_published_ones()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(TestFiles.Golden("metrics", "values.json")));
        double Value(string name) => json.RootElement.GetProperty(name).GetDouble();
        var best = DiceCurve.Of(Golden.Value, ThresholdGrid.Published).Best;

        Assert.Equal(Value("ap"), AveragePrecision.Of(Golden.Value), 1e-12);
        Assert.Equal(Value("auroc"), Auroc.Of(Golden.Value), 1e-12);
        Assert.Equal(Value("max_dice"), best!.Value.Dice, 1e-12);
        Assert.Equal(Value("threshold"), best.Value.Threshold);
    }

    [Fact]
    public void Dice_is_the_published_one_at_each_of_the_thousand_thresholds() =>
        Assert.Equal(Npy.Golden("metrics", "dice_1000.npy").Values, DiceCurve.Of(Golden.Value, ThresholdGrid.Published).Values);

    [Fact]
    public void Average_precision_is_the_sum_over_sorted_distinct_scores() => Pixels.Sample((scores, labels) =>
    {
        var halfs = Array.ConvertAll(scores, s => (Half)s);
        var (sum, recall) = (0.0, 0.0);
        foreach (var threshold in halfs.Distinct().OrderDescending())
        {
            var found = halfs.Zip(labels).Where(p => p.First >= threshold).ToArray();
            var next = found.Count(p => p.Second == 1) / (double)labels.Count(l => l == 1);
            sum += (next - recall) * found.Count(p => p.Second == 1) / found.Length;
            recall = next;
        }

        return Math.Abs(sum - AveragePrecision.Of(Of(scores, labels))) < 1e-12;
    });

    [Fact]
    public void AUROC_is_the_share_of_pairs_in_order() => Pixels.Sample((scores, labels) =>
    {
        var halfs = scores.Select(s => (Half)s).Zip(labels).ToArray();
        var pairs = from l in halfs where l.Second == 1 from h in halfs where h.Second == 0 select l.First > h.First ? 1 : l.First == h.First ? 0.5 : 0;
        return Math.Abs(pairs.Average() - Auroc.Of(Of(scores, labels))) < 1e-12;
    });

    [Fact]
    public void Counts_above_a_threshold_are_those_of_the_mask() => (from p in Pixels from t in Gen.Double[-0.1, 1.1] select (p, t)).Sample((p, t) =>
        Of(p.Scores, p.Labels).Above(t) == ConfusionCounts.Of([.. p.Scores.Select(s => (Half)s > (Half)t ? (byte)1 : (byte)0)], p.Labels));

    [Fact]
    public void Anything_but_0_is_called_lesion() => Gen.Select(Gen.Byte[0, 3].Array[200], Gen.Byte[0, 3].Array[200], Gen.Int[0, 200]).Sample((detected, lesion, length) =>
    {
        int Count(bool d, bool l) => detected.Zip(lesion).Take(length).Count(p => (p.First != 0, p.Second != 0) == (d, l));
        return ConfusionCounts.Of(detected.AsSpan(0, length), lesion.AsSpan(0, length)) == new ConfusionCounts(Count(true, true), Count(true, false), Count(false, true), Count(false, false));
    });

    [Fact]
    public void The_best_of_all_thresholds_is_reached_and_no_grid_does_better() => Pixels.Sample((scores, labels) =>
    {
        var distribution = Of(scores, labels);
        var best = DiceCurve.BestOverAllThresholds(distribution)!.Value;
        return distribution.Above(best.Threshold).Dice == best.Dice
            && DiceCurve.Of(distribution, ThresholdGrid.Published).Best!.Value.Dice <= best.Dice;
    });

    [Fact]
    public void Of_equal_Dices_the_lowest_threshold_is_reported()
    {
        var curve = DiceCurve.Of(Of([0.1f, 0.9f], [0, 1]), new([0, 0.2, 0.5, 0.9]));

        Assert.Equal(new ThresholdDice(0.2, 1), curve.Best);
        Assert.Equal([2 / 3.0, 1, 1, 0], curve.Values);
    }

    [Fact]
    public void A_threshold_is_rounded_to_half_precision_before_comparing()
    {
        // 0.3 in half precision is a little above 0.3; both sides are rounded, so the score is not above its own threshold.
        var distribution = Of([0.3f], [1]);

        Assert.Equal(0, distribution.Above(0.3).TruePositives);
        Assert.Equal(1, distribution.Above(0.2999).TruePositives);
    }

    [Fact]
    public void Known_scores_have_the_known_average_precision() =>
        // From the highest score: lesion (P 1), healthy, lesion (P 2/3): 1/2 * 1 + 1/2 * 2/3.
        Assert.Equal(5 / 6.0, AveragePrecision.Of(Of([0.25f, 0.5f, 0.75f, 1], [0, 1, 0, 1])), 1e-15);

    [Fact]
    public void Without_a_lesion_nothing_that_needs_one_is_defined()
    {
        var healthy = Of([0.1f, 0.2f], [0, 0]);

        Assert.True(double.IsNaN(AveragePrecision.Of(healthy)));
        Assert.True(double.IsNaN(Auroc.Of(healthy)));
        Assert.Null(DiceCurve.Of(healthy, ThresholdGrid.Published).Best);
        Assert.Null(DiceCurve.BestOverAllThresholds(healthy));
        Assert.Empty(PrecisionRecallCurve.Of(healthy));
        Assert.Equal(0, healthy.Above(0).Dice);
        Assert.True(double.IsNaN(healthy.Above(0.5).Dice));
    }

    [Fact]
    public void The_plotted_curve_keeps_its_ends_and_lies_on_the_full_curve() => (from p in Pixels from n in Gen.Int[2, 20] select (p, n)).Sample((p, n) =>
    {
        var distribution = Of(p.Scores, p.Labels);
        var full = Enumerable.Range(0, distribution.Counts.Length).Reverse()
            .Select(i => new PrecisionRecallPoint((double)distribution.Counts[i].Score, distribution.From(i).Recall, distribution.From(i).Precision)).ToArray();
        var points = PrecisionRecallCurve.Of(distribution, n);
        return points.Length <= n && points[0] == full[0] && points[^1] == full[^1] && points.All(full.Contains);
    });

    [Fact]
    public void The_plotted_curve_is_spread_evenly_over_recall()
    {
        float[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 128f)];
        var labels = new byte[100];
        Array.Fill(labels, (byte)1);

        Assert.Equal([0.01, 0.25, 0.5, 0.75, 1], PrecisionRecallCurve.Of(Of(scores, labels), 5).Select(point => point.Recall));
    }

    [Fact]
    public void Counts_give_the_known_ratios()
    {
        var counts = new ConfusionCounts(TruePositives: 3, FalsePositives: 1, FalseNegatives: 2, TrueNegatives: 4);

        Assert.Equal((6 / 9.0, 0.75, 0.6, 0.8, 10L), (counts.Dice, counts.Precision, counts.Recall, counts.Specificity, counts.Total));
    }

    [Fact]
    public void A_grid_that_does_not_rise_is_refused() => Assert.Throws<ArgumentException>(() => new ThresholdGrid([0, 0.5, 0.5]));

    internal static ScoreDistribution Of(float[] scores, byte[] labels)
    {
        var histogram = new ScoreHistogram();
        histogram.Add(scores, labels);
        return histogram.ToDistribution();
    }
}
