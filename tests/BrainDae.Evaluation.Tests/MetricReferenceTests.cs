using System.Text;
using BrainDae.Evaluation.Figures;

namespace BrainDae.Evaluation.Tests;

/// <summary>docs/reference/metrics.md says of grids, thresholds and metrics what the catalogs say.</summary>
public sealed class MetricReferenceTests
{
    /// <summary>Set to 1, it makes the test write the reference anew instead of comparing.</summary>
    private const string WriteVariable = "BRAINDAE_WRITE_REFERENCE";

    private const string Begin = "<!-- From here on the page is generated from the program's catalogs. -->\n";

    [Fact]
    public void The_reference_is_what_the_catalogs_declare()
    {
        var path = Path();
        Assert.SkipWhen(path is null, "the documents are not beside the tests");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var expected = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Render();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(path, text = expected);
        }

        Assert.True(expected == text, $"{path} is not what the catalogs declare: run this test with {WriteVariable}=1 and commit the file.");
    }

    private static string Render()
    {
        var page = new StringBuilder("\n## Grids\n\n| name begins with | grid | definition |\n|---|---|---|\n");
        foreach (var grid in FigureGrid.All)
        {
            Row(page, grid.Prefix.Length == 0 ? "" : $"`{grid.Prefix}`", grid.Name.Length == 0 ? "stored slices" : grid.Name, grid.Definition);
        }

        page.Append("\n## Thresholds\n\n| in names | threshold | definition | how to read figures at it |\n|---|---|---|---|\n");
        foreach (var threshold in FigureThreshold.All)
        {
            Row(page, $"`{threshold.Key}_`", threshold.Name, threshold.Definition, threshold.Advice);
        }

        page.Append("\n## Metrics\n\n| in names | metric | unit | better | at a threshold | of a patient too | definition | source |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var metric in MetricCatalog.All)
        {
            Row(
                page,
                $"`{metric.Key}`",
                metric.Name,
                metric.Unit,
                metric.Direction == MetricDirection.Neither ? "" : metric.Direction.ToString().ToLowerInvariant(),
                metric.IsAtThreshold ? "yes" : "",
                metric.OfPatients ? "yes" : "",
                metric.Definition,
                metric.Source);
        }

        return page.ToString();
    }

    private static void Row(StringBuilder page, params string[] cells) => page.Append($"| {string.Join(" | ", cells.Select(Escaped))} |\n");

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string? Path()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "docs", "reference", "metrics.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
