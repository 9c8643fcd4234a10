using System.Globalization;
using System.Text;

namespace BrainDae.Benchmarks.Scale;

/// <summary>Memory over the number of patients, which has a logarithmic axis: what does not grow is a level line.</summary>
internal static class ScalePlot
{
    private const double Width = 640, Height = 360, Left = 60, Right = 110, Top = 20, Bottom = 50;
    private static readonly string[] Colours = ["#1b6ca8", "#c1440e", "#3a7d44", "#8e5ea2"];

    public static string Draw(IReadOnlyCollection<ScalePoint> points)
    {
        var (low, high) = ((double)points.Min(p => p.Patients), (double)points.Max(p => p.Patients));
        var top = Math.Ceiling(points.Max(p => p.PeakMegabytes) / 100) * 100;
        double X(double patients) => Left + ((Width - Left - Right) * Math.Log(patients / low) / Math.Max(1e-9, Math.Log(high / low)));
        double Y(double megabytes) => Height - Bottom - ((Height - Top - Bottom) * megabytes / top);
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"));
        void Line(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
        for (var megabytes = 0.0; megabytes <= top; megabytes += 100)
        {
            Line($"<path d=\"M{Left} {Y(megabytes):0.0}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(megabytes) + 4:0.0}\" text-anchor=\"end\">{megabytes:0}</text>");
        }

        foreach (var patients in points.Select(p => p.Patients).Distinct())
        {
            Line($"<text x=\"{X(patients):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{patients}</text>");
        }

        Line($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">patients</text><text x=\"14\" y=\"{Height / 2}\" transform=\"rotate(-90 14 {Height / 2})\" text-anchor=\"middle\">peak resident memory, MB</text>");
        foreach (var (i, curve) in points.GroupBy(p => p.Command).OrderBy(g => g.Key, StringComparer.Ordinal).Index())
        {
            var sorted = curve.OrderBy(p => p.Patients).ToArray();
            var path = string.Join('L', sorted.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Patients):0.0} {Y(p.PeakMegabytes):0.0}")));
            Line($"<path d=\"M{path}\" fill=\"none\" stroke=\"{Colours[i % Colours.Length]}\" stroke-width=\"2\"/>");
            Line($"<text x=\"{Width - Right + 8}\" y=\"{Y(sorted[^1].PeakMegabytes) + 4:0.0}\" fill=\"{Colours[i % Colours.Length]}\">{curve.Key}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
