using System.Globalization;

namespace BrainDae.Report.Html;

/// <summary>Writes the table of patients; the page's program sorts it by the column whose head is pressed.</summary>
internal static class PatientTableHtml
{
    public static void Write(HtmlWriter html, PatientTable table)
    {
        html.Start("div", ("class", "scroll tall"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of patients")).Start("table", ("id", "patient-table"));
        html.Element("caption", $"{table.Rows.Length} patients, worst first. Press a head to sort by it.").Start("thead").Start("tr");
        Head(html, "patient", null);
        Head(html, "Dice", "ascending");
        Head(html, "lesion, ml", null);
        foreach (var column in table.Columns)
        {
            Head(html, column.Name, null);
        }

        html.End().End().Start("tbody").Line();
        foreach (var row in table.Rows)
        {
            WriteRow(html, table, row);
        }

        html.End().End().End();
    }

    private static void WriteRow(HtmlWriter html, PatientTable table, PatientRow row)
    {
        html.Start("tr").Start("th", ("scope", "row"), ("data-value", row.Name));
        if (row.Sheets is { } sheets)
        {
            html.Element("button", row.Name, ("type", "button"), ("class", "open"), ("data-sheets", sheets.ToString(CultureInfo.InvariantCulture)), ("title", "Show the slices"));
        }
        else
        {
            html.Text(row.Name);
        }

        html.End();
        Cell(row.Dice, 3);
        Cell(row.LesionMillilitres, 1);
        for (var i = 0; i < table.Columns.Length; i++)
        {
            Cell(row.Figures[i], table.Columns[i].Decimals);
        }

        html.End().Line();

        void Cell(double? value, int decimals) =>
            html.Element("td", NumberText.Of(value, decimals), ("data-value", value?.ToString("R", CultureInfo.InvariantCulture) ?? ""));
    }

    private static void Head(HtmlWriter html, string name, string? sorted) =>
        html.Start("th", ("scope", "col"), ("aria-sort", sorted)).Element("button", name, ("type", "button"), ("class", "sort")).End();
}
