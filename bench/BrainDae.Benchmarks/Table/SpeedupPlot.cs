using System.Globalization;
using System.Security;
using System.Text;

namespace BrainDae.Benchmarks.Table;

/// <summary>How many times faster than the published operations, as bars on a logarithmic axis (SVG).</summary>
internal static class SpeedupPlot
{
    private const int Left = 300, Right = 130, Width = 760, BarHeight = 18, Step = 28, Top = 34;

    public static string Of(TableReport report)
    {
        (string Label, Spread Times)[] bars =
        [
            .. from row in report.Rows
               where row.Lines[^1].Label.StartsWith("published", StringComparison.Ordinal)
               from line in row.Lines
               where line.Speedup is { Median: > 1 } && !line.Label.StartsWith("roof", StringComparison.Ordinal)
               select ($"{row.Name}: {line.Label}", line.Speedup!.Value),
        ];
        var decades = Math.Max(1, (int)Math.Ceiling(Math.Log10(bars.Select(bar => bar.Times.Greatest).DefaultIfEmpty(10).Max())));
        var height = Top + bars.Length * Step + 30;
        double X(double times) => Left + Math.Log10(Math.Max(times, 1)) / decades * (Width - Left - Right);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"10\" y=\"20\" font-weight=\"bold\">Times faster than the published operations ({Escaped(report.Machine.Processor)}, {report.Machine.Processors} cores)</text>\n");
        for (var decade = 0; decade <= decades; decade++)
        {
            var x = X(Math.Pow(10, decade));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top - 4}\" y2=\"{height - 26}\" stroke=\"#ccc\"/><text x=\"{x:0.#}\" y=\"{height - 10}\" text-anchor=\"middle\" fill=\"#555\">{Math.Pow(10, decade):N0}</text>\n");
        }

        foreach (var (i, (label, times)) in bars.Index())
        {
            var y = Top + i * Step;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 14}\" text-anchor=\"end\">{Escaped(label)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{X(times.Median) - Left:0.#}\" height=\"{BarHeight}\" fill=\"#2b6cb0\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(times.Least):0.#}\" x2=\"{X(times.Greatest):0.#}\" y1=\"{y + BarHeight / 2}\" y2=\"{y + BarHeight / 2}\" stroke=\"#111\" stroke-width=\"2\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(times.Greatest) + 8:0.#}\" y=\"{y + 14}\">{TableFiles.Number(times.Median)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Escaped(string text) => SecurityElement.Escape(text)!;
}
