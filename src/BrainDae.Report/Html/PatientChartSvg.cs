using System.Collections.Immutable;
using System.Globalization;

namespace BrainDae.Report.Html;

/// <summary>Two rows of bars, a column a patient, worst first: Dice above, the volume of the lesion below on a logarithmic scale.</summary>
internal static class PatientChartSvg
{
    private const int Width = 1120, Left = 62, Right = 10;
    private const int DiceTop = 10, DiceHeight = 180, VolumeTop = 214, VolumeHeight = 110, Height = 352;
    private const double WidestColumn = 66;

    private static readonly ImmutableArray<double> DiceTicks = [0, 0.25, 0.5, 0.75, 1];

    public static void Write(HtmlWriter html, PatientTable table)
    {
        var column = Math.Min(WidestColumn, (Width - Left - Right) / (double)Math.Max(1, table.Rows.Length));
        var (low, high) = VolumeRange(table);
        html.Start("figure", ("class", "chart wide")).Element("figcaption", $"{table.DiceName}, and volume of the lesion");
        html.Start("svg", ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-labelledby", "patients-chart-title patients-chart-desc"));
        html.Element("title", "Dice and lesion volume of each patient", ("id", "patients-chart-title"));
        html.Element("desc", "One column a patient, from the lowest Dice to the highest. The table below has the numbers.", ("id", "patients-chart-desc"));
        foreach (var tick in DiceTicks)
        {
            Tick(html, DiceRow(tick), tick.ToString("0.##", CultureInfo.InvariantCulture));
        }

        for (var power = low; power <= high; power++)
        {
            Tick(html, VolumeRow(Math.Pow(10, power), low, high), Math.Pow(10, power).ToString("0.###", CultureInfo.InvariantCulture));
        }

        Title(html, "Dice", DiceTop + DiceHeight / 2);
        Title(html, "lesion, ml", VolumeTop + VolumeHeight / 2);
        for (var i = 0; i < table.Rows.Length; i++)
        {
            WritePatient(html, table.Rows[i], Left + i * column, column, low, high);
        }

        html.Element("text", "patients, from the lowest Dice to the highest", ("class", "axis-title"), ("x", $"{Left}"), ("y", $"{Height - 8}"));
        html.End().End().Line();
    }

    private static void WritePatient(HtmlWriter html, PatientRow patient, double left, double column, int low, int high)
    {
        var gap = Math.Min(4, column / 5);
        html.Start("g", ("class", patient.Sheets is null ? "patient" : "patient shown"), ("data-sheets", patient.Sheets?.ToString(CultureInfo.InvariantCulture)));
        html.Element("title", $"{patient.Name}: Dice {patient.Dice?.ToString("0.000", CultureInfo.InvariantCulture) ?? "not defined"}, lesion {patient.LesionMillilitres.ToString("0.0", CultureInfo.InvariantCulture)} ml");
        html.Empty("rect", ("class", "hit"), ("x", Number(left)), ("y", $"{DiceTop}"), ("width", Number(column)), ("height", $"{VolumeTop + VolumeHeight - DiceTop}"));
        if (patient.Dice is { } dice)
        {
            // A Dice of 0 stays visible as a line.
            Bar("dice", Math.Min(DiceRow(dice), DiceTop + DiceHeight - 1.5), DiceTop + DiceHeight);
        }

        if (patient.LesionMillilitres > 0)
        {
            Bar("volume", VolumeRow(patient.LesionMillilitres, low, high), VolumeTop + VolumeHeight);
        }

        html.End();

        void Bar(string style, double top, double bottom) => html.Empty(
            "rect", ("class", style), ("x", Number(left + gap / 2)), ("y", Number(top)), ("width", Number(column - gap)), ("height", Number(bottom - top)));
    }

    private static void Tick(HtmlWriter html, double row, string label)
    {
        html.Empty("line", ("class", "grid"), ("x1", $"{Left - 4}"), ("x2", $"{Width - Right}"), ("y1", Number(row)), ("y2", Number(row)));
        html.Element("text", label, ("x", $"{Left - 8}"), ("y", Number(row + 4)), ("text-anchor", "end"));
    }

    private static void Title(HtmlWriter html, string text, int row) =>
        html.Element("text", text, ("class", "axis-title"), ("transform", $"translate(14 {row}) rotate(-90)"), ("text-anchor", "middle"));

    /// <summary>Powers of ten around all volumes; the lowest is at most half of the smallest, so that every lesion has a bar to see.</summary>
    private static (int Low, int High) VolumeRange(PatientTable table)
    {
        var powers = table.Rows.Where(row => row.LesionMillilitres > 0).Select(row => Math.Log10(row.LesionMillilitres)).DefaultIfEmpty().ToList();
        var low = (int)Math.Floor(powers.Min() - Math.Log10(2));
        return (low, Math.Max((int)Math.Ceiling(powers.Max()), low + 1));
    }

    private static double DiceRow(double dice) => DiceTop + (1 - Math.Clamp(dice, 0, 1)) * DiceHeight;

    private static double VolumeRow(double millilitres, int low, int high) =>
        VolumeTop + (1 - Math.Clamp((Math.Log10(millilitres) - low) / (high - low), 0, 1)) * VolumeHeight;

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
