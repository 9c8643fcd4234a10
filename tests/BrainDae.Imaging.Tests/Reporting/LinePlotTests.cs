using BrainDae.Imaging.Reporting;

namespace BrainDae.Imaging.Tests.Reporting;

public sealed class LinePlotTests
{
    private static readonly Rgb First = new(0, 82, 155);
    private static readonly Rgb Second = new(214, 96, 10);

    private static readonly LinePlot Plot = new()
    {
        Title = "Precision-recall", X = new("Recall", 0, 1), Y = new("Precision", 0, 1),
        Series = [new("rising", [(0, 0), (1, 1)]), new("gap", [(0, 0.25), (0.4, 0.25), (0.5, double.NaN), (0.6, 0.25), (1, 0.25)])],
    };

    [Fact]
    public void A_rising_curve_goes_from_bottom_left_to_top_right()
    {
        var picture = Plot.Draw(400, 300);
        Assert.Equal((400, 300), (picture.Width, picture.Height));
        Assert.Equal(First, picture[385, 22]);  // the frame is x 58 to 385, y 22 to 261
        Assert.Equal(First, picture[222, 142]);
        Assert.NotEqual(First, picture[100, 60]);
    }

    [Fact]
    public void A_point_that_is_not_a_number_interrupts_the_curve()
    {
        var picture = Plot.Draw(400, 300);
        var row = Enumerable.Range(22, 240).Single(y => picture[150, y] == Second && picture[150, y - 1] != Second);
        Assert.Equal(Second, picture[185, row]);
        Assert.NotEqual(Second, picture[225, row]);
        Assert.Equal(Second, picture[270, row]);
    }

    [Fact]
    public void The_legend_keeps_clear_of_the_curves()
    {
        var legend = Rgb.Grey(245);
        var picture = Plot.Draw(400, 300);
        var cells = (from x in Enumerable.Range(0, 400) from y in Enumerable.Range(0, 300) where picture[x, y] == legend select (x, y)).ToList();
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.True(cell is { x: < 200, y: < 100 }, $"{cell}"));
    }

    [Fact]
    public void Titles_and_tick_labels_are_drawn()
    {
        var labelled = Ink(Plot);
        Assert.True(labelled > Ink(Plot with { Title = "" }));
        Assert.True(labelled > Ink(Plot with { X = new("", 0, 1) }));
        Assert.True(labelled > Ink(Plot with { Y = new("", 0, 1) }));

        static int Ink(LinePlot plot) => plot.Draw().Pixels.ToArray().Chunk(3).Count(p => p.All(c => c == 0));
    }

    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 2100, "0 500 1000 1500 2000")]
    [InlineData(-0.03, 0.042, "-0.03 -0.02 -0.01 0.00 0.01 0.02 0.03 0.04")]
    [InlineData(0, 0.0001, "0e0 2e-5 4e-5 6e-5 8e-5 1e-4")]
    public void Ticks_are_round_numbers(double low, double high, string expected)
    {
        var axis = new PlotAxis("", low, high);
        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(axis.Label)));
    }

    [Fact]
    public void An_axis_spans_finite_values_only_and_refuses_an_empty_range()
    {
        var axis = PlotAxis.Spanning("loss", [0.5, double.NaN, 1.5, double.PositiveInfinity]);
        Assert.Equal((0.47, 1.53), (Math.Round(axis.Low, 6), Math.Round(axis.High, 6)));
        Assert.True(PlotAxis.Spanning("flat", [2, 2]) is { Low: < 2, High: > 2 });
        Assert.True(PlotAxis.Spanning("none", []) is { Low: < 0, High: > 0 });
        Assert.Throws<ArgumentException>(() => new PlotAxis("bad", 1, 1));
    }
}
