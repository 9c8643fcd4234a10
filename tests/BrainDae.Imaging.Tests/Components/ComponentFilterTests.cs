using BrainDae.Imaging.Components;
using BrainDae.Imaging.Grids;
using CsCheck;

namespace BrainDae.Imaging.Tests.Components;

public sealed class ComponentFilterTests
{
    [Fact]
    public void Above_marks_what_is_greater_than_the_threshold_rounded_to_single_precision() =>
        (from scores in Gen.OneOf(Gen.Float[-1, 3], Gen.Const(0.1f), Gen.Const(1f), Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity)).Array[0, 150]
         from threshold in Gen.OneOf(Gen.Double[-1, 3], Gen.Const(0.1), Gen.Const(1.0))
         select (scores, threshold)).Sample((scores, threshold) =>
            ComponentFilter.Above(scores, threshold).SequenceEqual(scores.Select(score => score > (float)threshold ? (byte)1 : (byte)0)));

    [Fact]
    public void Small_and_weak_components_go_and_the_rest_stays()
    {
        float[] scores = [2, 2, 0, 9, 0, 1.2f, 1.2f, 1.2f, 0, 1.6f, 1.1f, 1.1f];
        GridShape shape = new(1, 1, scores.Length);

        Assert.Equal([1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1], default(ComponentFilter).Detect(scores, shape, 1));
        Assert.Equal([1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1], new ComponentFilter(MaximumSize: 1, MinimumPeak: 0).Detect(scores, shape, 1));
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1], new ComponentFilter(MaximumSize: 1, MinimumPeak: 1.5).Detect(scores, shape, 1));
    }
}
