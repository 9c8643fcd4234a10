namespace BrainDae.Report.Html;

/// <summary>Writes a <see cref="FigureRows"/>.</summary>
internal static class FigureTableHtml
{
    /// <summary>Writes a table that fits every width: on a narrow page each row becomes a block with a line a column.</summary>
    public static void WriteFitting(HtmlWriter html, FigureRows table) => Write(html, table, "figures fit");

    private static void Write(HtmlWriter html, FigureRows table, string style)
    {
        html.Start("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Figures")).Start("table", ("class", style));
        html.Start("thead").Start("tr").Element("th", "all pixels pooled, unless said otherwise", ("scope", "col"));
        foreach (var column in table.Columns)
        {
            html.Element("th", column, ("scope", "col"));
        }

        html.End().End().Start("tbody").Line();
        foreach (var row in table.Rows)
        {
            html.Start("tr").Start("th", ("scope", "row")).Text(row.Name);
            if (row.Detail.Length > 0)
            {
                html.Text(" ").Element("small", row.Detail);
            }

            html.End();
            foreach (var (column, figure) in table.Columns.Zip(row.Figures))
            {
                html.Element("td", figure, ("data-column", column));
            }

            html.End().Line();
        }

        html.End().End().End();
        foreach (var note in table.Notes)
        {
            html.Element("p", note, ("class", "note"));
        }
    }

    /// <summary>Writes a table that the reader has to open; nothing without rows.</summary>
    public static void WriteFolded(HtmlWriter html, FigureRows table, string title)
    {
        if (table.Rows.IsEmpty)
        {
            return;
        }

        html.Start("details").Element("summary", title);
        Write(html, table, "figures");
        html.End();
    }
}
