using System.Collections.Immutable;
using BrainDae.Benchmarks.Rows;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Table;

/// <summary>`table`: measures every row on the machine at hand and writes the table.</summary>
internal static class TableCommand
{
    private static readonly ImmutableArray<IRow> Rows =
    [
        new TrainingRow(), new ScoringRow(), new MedianRow(), new EvaluationRow(), new PreprocessingRow(),
        new TwoPatientsRow(), new CohortEvaluationRow(), new RuntimeRow(1), new RuntimeRow(32), new StartRow(), new CohortMemoryRow(), new TrainingMemoryRow(),
    ];

    public static void Run(TableOptions options)
    {
        AtomicFile.EnsureWritableFolder(options.Out);
        IRow[] chosen = [.. Rows.Where(row => row.Name == options.Only)];
        if (chosen.Length == 0)
        {
            chosen = [.. Rows.Where(row => options.Only is null || row.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
        }

        if (chosen.Length == 0)
        {
            throw BrainDaeException.Option($"--only {options.Only}: no such row. Rows: {string.Join(", ", Rows.Select(row => row.Name))}.");
        }

        using var fixtures = new Fixtures(options);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => fixtures.Dispose();
        Announce("roofs");
        var bench = new Bench(options, Roofs.Measure(options), fixtures);
        var report = new TableReport(Machine.Describe(), options, NetworkWork.MultiplyAdds(new(), 128), [bench.Roofs.Row]);
        foreach (var row in chosen)
        {
            Announce(row.Name);
            report = report with { Rows = report.Rows.Add(row.Measure(bench)) };

            // What was measured survives an interruption.
            TableFiles.Write(report);
        }

        Console.WriteLine(TableFiles.Markdown(report));
        Console.WriteLine($"Written: {Path.Combine(options.Out, "table.md")}, table.svg and table.json.");
    }

    private static void Announce(string row) => Console.Error.WriteLine($"measuring: {row}");
}
