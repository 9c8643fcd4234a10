using BrainDae.Imaging.Grids;
using BrainDae.Metrics.Lesions;
using BrainDae.TestData;

namespace BrainDae.Metrics.Tests;

public class LesionDetectionTests
{
    private static readonly GridShape Shape = new(12, 20, 40);
    private static readonly GridSpacing Millimetre = new(1, 1, 1);
    private static readonly LesionRule Any = new() { MinimumVolume = 0 };

    [Fact]
    public void Lesions_are_found_missed_and_made_up()
    {
        var truth = Union(Block((2, 2, 2), 4), Block((2, 2, 20), 4), Block((2, 14, 30), 4));
        var detected = Union(Block((4, 4, 4), 3), Block((2, 15, 31), 2), Block((3, 14, 8), 4));

        var counts = LesionDetection.Count(detected, truth, Shape, Millimetre, Any);

        Assert.Equal(new LesionCounts(Lesions: 3, Found: 2, FalsePositives: 1), counts);
        Assert.Equal((2 / 3.0, 2 / 3.0, 2 / 3.0), (counts.Recall, counts.Precision, counts.F1));
    }

    [Fact]
    public void Without_a_truth_no_lesion_is_asked_for_whatever_its_volume()
    {
        var nothing = new byte[Shape.Slices * Shape.Rows * Shape.Columns];

        Assert.Equal(new LesionCounts(0, 0, 1), LesionDetection.Count(Block((2, 2, 2), 4), nothing, Shape, Millimetre, Any));
    }

    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(4, 0, 1)]
    public void A_detection_may_lie_beside_its_lesion_as_far_as_the_truth_is_dilated(int apart, int found, int falsePositives) => Assert.Equal(
        new LesionCounts(1, found, falsePositives),
        LesionDetection.Count(Block((2, 2, 13 + apart), 4), Block((2, 2, 10), 4), Shape, Millimetre, Any));

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public void Parts_of_the_truth_that_touch_once_dilated_are_one_lesion(int apart, int lesions)
    {
        // 26-connected: dilated voxels at distance 3 from either part are neighbours when the parts are 7 apart.
        var truth = Union(Block((2, 2, 5), 1), Block((2, 2, 5 + apart), 1));

        Assert.Equal(lesions, LesionDetection.Count(new byte[truth.Length], truth, Shape, Millimetre, Any).Lesions);
    }

    [Fact]
    public void Reach_is_in_millimetres_along_each_axis()
    {
        // 2 slices are 4 mm, beyond the reach; 2 columns are 3 mm.
        var (truth, spacing) = (Block((4, 4, 10), 1), new GridSpacing(Slice: 2, Row: 1, Column: 1.5));

        Assert.Equal(0, LesionDetection.Count(Block((6, 4, 10), 1), truth, Shape, spacing, Any).Found);
        Assert.Equal(1, LesionDetection.Count(Block((4, 4, 12), 1), truth, Shape, spacing, Any).Found);
    }

    [Fact]
    public void What_is_below_the_minimum_volume_is_neither_asked_for_nor_a_finding()
    {
        // A lesion of 27 mm³ with a large detection upon it, one of 64 mm³ with a small detection, a small false alarm.
        var truth = Union(Block((2, 2, 2), 3), Block((2, 2, 20), 4));
        var detected = Union(Block((2, 2, 2), 5), Block((2, 2, 20), 2), Block((3, 14, 8), 3));

        Assert.Equal(new LesionCounts(Lesions: 1, Found: 0, FalsePositives: 0), LesionDetection.Count(detected, truth, Shape, Millimetre, new()));
        Assert.Equal(new LesionCounts(Lesions: 2, Found: 2, FalsePositives: 1), LesionDetection.Count(detected, truth, Shape, Millimetre, new() { MinimumVolume = 8 }));
    }

    [Fact]
    public void Several_detections_of_one_lesion_count_once_and_one_detection_may_find_several()
    {
        var two = Union(Block((2, 2, 2), 4), Block((2, 2, 20), 4));
        var bridge = TestMask.Block(Shape, (3, 3, 2), (1, 1, 22));

        Assert.Equal(new LesionCounts(1, 1, 0), LesionDetection.Count(two, TestMask.Block(Shape, (2, 2, 2), (4, 4, 22)), Shape, Millimetre, Any));
        Assert.Equal(new LesionCounts(2, 2, 0), LesionDetection.Count(bridge, two, Shape, Millimetre, Any));
    }

    [Fact]
    public void Without_lesion_and_detection_no_ratio_is_defined()
    {
        var nothing = new byte[Shape.Count];
        var healthy = LesionDetection.Count(nothing, nothing, Shape, Millimetre, new());
        var falseAlarm = LesionDetection.Count(Block((2, 2, 2), 4), nothing, Shape, Millimetre, new());

        Assert.Equal(default, healthy);
        Assert.True(double.IsNaN(healthy.Recall) && double.IsNaN(healthy.Precision) && double.IsNaN(healthy.F1));
        Assert.True(double.IsNaN(falseAlarm.Recall));
        Assert.Equal((0, 0, 1), (falseAlarm.Precision, falseAlarm.F1, falseAlarm.FalsePositives));
    }

    private static byte[] Block((int Slice, int Row, int Column) first, int edge) => TestMask.Block(Shape, first, (edge, edge, edge));

    private static byte[] Union(params byte[][] masks) => [.. Enumerable.Range(0, (int)Shape.Count).Select(i => masks.Max(mask => mask[i]))];
}
