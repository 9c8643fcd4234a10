using System.Text;

namespace BrainDae.Report.Html;

/// <summary>
/// The report as one HTML file that opens from the disk and never asks a network for anything: style, program and
/// pictures are inside it. The slices come last, so that everything above them shows while they are read, and the program
/// right after those of the first patient, so that they can be looked through before the others are there.
/// </summary>
internal static class ReportPage
{
    /// <summary>Writes the page, UTF-8.</summary>
    /// <param name="page">Receives the page.</param>
    /// <param name="content">What it says.</param>
    /// <param name="sheets">The slices that <see cref="PatientRow.Sheets"/> refers to.</param>
    public static void Write(Stream page, ReportContent content, SheetFile sheets)
    {
        using var output = new StreamWriter(page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        var html = new HtmlWriter(output);
        PageTemplate.Write(output, slot =>
        {
            switch (slot)
            {
                case "policy": html.Text(PageTemplate.Policy); break;
                case "styles": output.Write(PageTemplate.Styles); break;
                case "script": output.Write(PageTemplate.Script); break;
                case "title": html.Text(content.Title); break;
                case "summary": Lines(html, content); break;
                case "headline": FigureTableHtml.WriteFitting(html, content.Headline); break;
                case "further": FigureTableHtml.WriteFolded(html, content.Further, "All figures"); break;
                case "curves": Charts(html, content.Curves, "curve"); break;
                case "training": Training(html, content); break;
                case "patient-chart": PatientChartSvg.Write(html, content.Patients); break;
                case "patient-table": PatientTableHtml.Write(html, content.Patients); break;
                case "score": html.Text(SliceText(content)); break;
                case "provenance": Facts(html, content); break;
                case "data": output.Write(PageData.Json(content, sheets)); break;
                case "first-sheets": output.Flush(); sheets.CopyFirstTo(page); break;
                case "other-sheets": output.Flush(); sheets.CopyOthersTo(page); break;
                default: throw new InvalidOperationException($"The template has a slot '{slot}' that nothing fills.");
            }
        });
    }

    private static void Lines(HtmlWriter html, ReportContent content)
    {
        foreach (var line in content.Summary)
        {
            html.Element("li", line);
        }
    }

    private static void Charts(HtmlWriter html, IReadOnlyList<LineChart> charts, string id)
    {
        html.Start("div", ("class", "charts")).Line();
        for (var i = 0; i < charts.Count; i++)
        {
            LineChartSvg.Write(html, charts[i], $"{id}-{i}");
        }

        html.End();
    }

    private static void Training(HtmlWriter html, ReportContent content)
    {
        if (content.Training.IsEmpty)
        {
            html.Element("p", "The model has no training log: it was not trained here, or the log was removed.", ("class", "note"));
            return;
        }

        Charts(html, content.Training, "training");
    }

    private static string SliceText(ReportContent content) => content.Patients.Rows.All(row => row.Sheets is null)
        ? "No slices are in this file: it was made without pictures, or has no patient with a lesion."
        : SliceText(content.Slices[0]);

    /// <summary>What a score and its detections are, for people.</summary>
    internal static string SliceText(SliceLegend legend)
    {
        var filter = legend.Removed is { } removed ? $", without {removed}" : "";
        return $"Score '{legend.ScoreName}': {legend.ScoreDescription}. Prediction: where the score is above {NumberText.Of(legend.Threshold)} ({legend.ThresholdOrigin}){filter}.";
    }

    private static void Facts(HtmlWriter html, ReportContent content)
    {
        foreach (var group in content.Provenance)
        {
            html.Start("div").Element("h3", group.Title).Start("dl");
            foreach (var (name, value) in group.Facts)
            {
                html.Element("dt", name).Element("dd", value);
            }

            html.End().End().Line();
        }
    }
}
