using System.Globalization;
using System.Xml.Linq;
using BrainDae.Report.Html;

namespace BrainDae.Report.Tests.Html;

public sealed class ChartSvgTests
{
    private const double Left = 66, Right = 546, Top = 10, Bottom = 294;

    [Fact]
    public void A_curve_runs_through_its_points_and_breaks_where_there_is_none()
    {
        var figure = Draw(SampleReport.Chart);
        var middle = ((Left + Right) / 2).ToString("0.#", CultureInfo.InvariantCulture);
        Assert.Equal($"M{Left} {Bottom}L{middle} {Top}M{Right} {(Top + Bottom) / 2}", Curve(figure));
        Assert.Equal(middle, figure.Element("svg")!.Elements("line").Single(l => l.Attribute("class")!.Value == "mark mark-0").Attribute("x1")!.Value);
    }

    [Fact]
    public void On_a_logarithmic_axis_equal_ratios_are_equally_far_apart()
    {
        var figure = Draw(SampleReport.Chart with { Y = new("loss", 0.001, 10), LogarithmicY = true, Series = [new("loss", [(0, 0.001), (0.5, 0.1), (1, 10)])] });
        Assert.Equal($"M{Left} {Bottom}L{(Left + Right) / 2} {(Top + Bottom) / 2}L{Right} {Top}", Curve(figure));
        Assert.Equal(["0.001", "0.01", "0.1", "1", "10"], figure.Element("svg")!.Elements("text").Where(t => t.Attribute("text-anchor")!.Value == "end").Select(t => t.Value));
    }

    [Fact]
    public void A_chart_tells_what_it_shows_and_names_its_curves()
    {
        var figure = Draw(SampleReport.Chart);
        Assert.Equal("c-title c-desc", figure.Element("svg")!.Attribute("aria-labelledby")!.Value);
        Assert.Equal("Dice over the threshold.", figure.Element("svg")!.Element("desc")!.Value);
        Assert.Equal(["published", "ideal"], figure.Descendants("li").Select(li => li.Value));
    }

    [Fact]
    public void Patients_stand_side_by_side_with_bars_as_high_as_their_dice()
    {
        PatientTable table = new("Dice", [], [new("a", 0, 0.5, [], 1), new("b", 0.5, 5, [], null), new("c", 1, 50, [], 0), new("healthy", null, 0, [], null)]);
        var patients = Write(html => PatientChartSvg.Write(html, table)).Descendants("g").ToList();

        Assert.Equal(4, patients.Count);
        Assert.Equal(["1", null, "0", null], patients.Select(p => p.Attribute("data-sheets")?.Value));
        Assert.Equal([1.5, 90, 180], patients.Take(3).Select(p => Height(p, "dice")));
        var volumes = patients.Take(3).Select(p => Height(p, "volume")).ToList();
        Assert.Equal(volumes[2] - volumes[1], volumes[1] - volumes[0], 0.1);
        Assert.Equal(["title", "rect"], patients[3].Elements().Select(e => e.Name.LocalName));
        Assert.Contains("not defined", patients[3].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(0.1001)]
    public void The_smallest_lesion_has_a_bar_to_see(double millilitres)
    {
        PatientTable table = new("Dice", [], [new("p0", 0.5, millilitres, [], null), new("p1", 0.6, 2 * millilitres, [], null)]);
        var patients = Write(html => PatientChartSvg.Write(html, table)).Descendants("g").Where(g => g.Elements("rect").Count() > 1).ToList();
        Assert.Equal(2, patients.Count);
        Assert.All(patients, patient => Assert.True(Height(patient, "volume") > 10));
    }

    [Fact]
    public void A_thousand_patients_stay_inside_the_chart()
    {
        PatientTable table = new("Dice", [], [.. Enumerable.Range(0, 1000).Select(i => new PatientRow($"p{i}", i / 999.0, 1 + i, [], null))]);
        var bars = Write(html => PatientChartSvg.Write(html, table)).Descendants("rect").ToList();
        Assert.Equal(3000, bars.Count);
        Assert.All(bars, bar => Assert.True(Number(bar, "x") + Number(bar, "width") <= 1120 && Number(bar, "width") > 0 && Number(bar, "height") > 0));
    }

    private static XElement Draw(LineChart chart) => Write(html => LineChartSvg.Write(html, chart, "c"));

    private static XElement Write(Action<HtmlWriter> write)
    {
        using var output = new StringWriter();
        write(new(output));
        return XElement.Parse(output.ToString());
    }

    private static string Curve(XElement figure) => figure.Element("svg")!.Elements("path").Single(p => p.Attribute("class")!.Value.StartsWith("curve", StringComparison.Ordinal)).Attribute("d")!.Value;

    private static double Height(XElement patient, string bar) => Number(patient.Elements("rect").Single(r => r.Attribute("class")!.Value == bar), "height");

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
