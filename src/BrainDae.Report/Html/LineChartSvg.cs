using System.Globalization;
using System.Text;

namespace BrainDae.Report.Html;

/// <summary>Draws a <see cref="LineChart"/>.</summary>
internal static class LineChartSvg
{
    private const int Width = 560, Height = 340, Left = 66, Right = 14, Top = 10, Bottom = 46;
    private const int Styles = 7;

    public static void Write(HtmlWriter html, LineChart chart, string id)
    {
        html.Start("figure", ("class", "chart")).Element("figcaption", chart.Title);
        html.Start("svg", ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"));
        html.Element("title", chart.Title, ("id", $"{id}-title")).Element("desc", chart.Description, ("id", $"{id}-desc"));
        WriteAxes(html, chart);
        for (var i = 0; i < chart.Marks.Length; i++)
        {
            var x = Number(Column(chart, chart.Marks[i].X));
            html.Empty("line", ("class", $"mark mark-{i % Styles}"), ("x1", x), ("x2", x), ("y1", $"{Top}"), ("y2", $"{Height - Bottom}"));
        }

        for (var i = 0; i < chart.Series.Length; i++)
        {
            html.Empty("path", ("class", $"curve series-{i % Styles}"), ("d", Path(chart, chart.Series[i])));
        }

        html.End();
        WriteLegend(html, chart);
        html.End().Line();
    }

    private static void WriteAxes(HtmlWriter html, LineChart chart)
    {
        foreach (var tick in chart.X.Ticks)
        {
            var x = Number(Column(chart, tick));
            html.Empty("line", ("class", "grid"), ("x1", x), ("x2", x), ("y1", $"{Top}"), ("y2", $"{Height - Bottom + 4}"));
            html.Element("text", chart.X.Label(tick), ("x", x), ("y", $"{Height - Bottom + 18}"), ("text-anchor", "middle"));
        }

        foreach (var (value, label) in Ticks(chart))
        {
            var y = Row(chart, value);
            html.Empty("line", ("class", "grid"), ("x1", $"{Left - 4}"), ("x2", $"{Width - Right}"), ("y1", Number(y)), ("y2", Number(y)));
            html.Element("text", label, ("x", $"{Left - 8}"), ("y", Number(y + 4)), ("text-anchor", "end"));
        }

        html.Empty("path", ("class", "axis"), ("d", $"M{Left} {Top}V{Height - Bottom}H{Width - Right}"));
        html.Element("text", chart.X.Title, ("class", "axis-title"), ("x", $"{(Left + Width - Right) / 2}"), ("y", $"{Height - 8}"), ("text-anchor", "middle"));
        html.Element("text", chart.Y.Title, ("class", "axis-title"), ("transform", $"translate(14 {(Top + Height - Bottom) / 2}) rotate(-90)"), ("text-anchor", "middle"));
    }

    private static void WriteLegend(HtmlWriter html, LineChart chart)
    {
        html.Start("ul", ("class", "legend"));
        for (var i = 0; i < chart.Series.Length; i++)
        {
            Entry($"curve series-{i % Styles}", chart.Series[i].Name);
        }

        for (var i = 0; i < chart.Marks.Length; i++)
        {
            Entry($"mark mark-{i % Styles}", chart.Marks[i].Name);
        }

        html.End();

        void Entry(string style, string name)
        {
            html.Start("li").Start("svg", ("viewBox", "0 0 26 10"), ("aria-hidden", "true"));
            html.Empty("line", ("class", style), ("x1", "1"), ("x2", "25"), ("y1", "5"), ("y2", "5")).End().Text(name).End();
        }
    }

    private static string Path(LineChart chart, PlotSeries series)
    {
        var path = new StringBuilder();
        var connected = false;
        foreach (var (x, y) in series.Points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                connected = false;
                continue;
            }

            path.Append(connected ? 'L' : 'M').Append(Number(Column(chart, x))).Append(' ').Append(Number(Row(chart, y)));
            connected = true;
        }

        return path.ToString();
    }

    /// <summary>On a logarithmic axis powers of ten, with 2 and 5 times them where few powers are in range.</summary>
    private static IEnumerable<(double Value, string Label)> Ticks(LineChart chart)
    {
        if (!chart.LogarithmicY)
        {
            return chart.Y.Ticks.Select(tick => (tick, chart.Y.Label(tick)));
        }

        var (low, high) = ((int)Math.Floor(Math.Log10(chart.Y.Low)), (int)Math.Ceiling(Math.Log10(chart.Y.High)));
        double[] factors = high - low > 3 ? [1] : [1, 2, 5];
        return Enumerable.Range(low, high - low + 1)
            .SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power)))
            .Where(value => value >= chart.Y.Low && value <= chart.Y.High)
            .Select(value => (value, value.ToString("0.######", CultureInfo.InvariantCulture)));
    }

    private static double Column(LineChart chart, double x) => Left + Math.Clamp(chart.X.Position(x), 0, 1) * (Width - Left - Right);

    private static double Row(LineChart chart, double y)
    {
        var share = chart.LogarithmicY
            ? Math.Log(Math.Max(y, chart.Y.Low) / chart.Y.Low) / Math.Log(chart.Y.High / chart.Y.Low)
            : chart.Y.Position(y);
        return Height - Bottom - Math.Clamp(share, 0, 1) * (Height - Top - Bottom);
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
