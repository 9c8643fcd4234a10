using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Table;

/// <summary>Everything that was measured in one run.</summary>
internal sealed record TableReport(Machine Machine, TableOptions Options, double MultiplyAddsASlice, ImmutableArray<TableRow> Rows);

/// <summary>The report as text and plot for people and as JSON for programs.</summary>
internal static class TableFiles
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Write(TableReport report)
    {
        AtomicFile.WriteText(Path.Combine(report.Options.Out, "table.md"), Markdown(report));
        AtomicFile.WriteText(Path.Combine(report.Options.Out, "table.svg"), SpeedupPlot.Of(report));
        AtomicFile.WriteText(Path.Combine(report.Options.Out, "table.json"), JsonSerializer.Serialize(report, Json) + "\n");
    }

    public static string Markdown(TableReport report)
    {
        var machine = report.Machine;
        var text = new StringBuilder();
        text.Append($"{machine.Processor}, {machine.Processors} processors, {machine.MemoryGigabytes} GB, {machine.System}; {machine.DotNet}, libtorch {machine.Libtorch}; {machine.Software}; {machine.Date}; {report.Options.Rounds} rounds{(report.Options.Quick ? ", QUICK: smaller work, numbers say little" : "")}.\n");
        text.Append($"The network takes {report.MultiplyAddsASlice / 1e9:0.00} G multiply-adds a slice, counted from its layers.\n\n");
        text.Append("| work | how | median | least - greatest | times faster (range) | of the roof | peak MB | allocated MB | |\n|---|---|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (var row in report.Rows)
        {
            var first = $"**{row.Name}** {row.Work}";
            foreach (var line in row.Lines)
            {
                text.AppendJoin(" | ", "| " + first, line.Label, $"{Number(line.Value.Median)} {line.Unit}", $"{Number(line.Value.Least)} - {Number(line.Value.Greatest)}", Speedup(line.Speedup), Percent(line.RoofShare), Number(line.PeakMegabytes), Number(line.AllocatedMegabytes), line.Note).Append(" |\n");
                first = "";
            }
        }

        return text.ToString();
    }

    private static string Speedup(Spread? s) => s is { } v ? $"{Number(v.Median)} ({Number(v.Least)} - {Number(v.Greatest)})" : "";

    private static string Percent(double? share) => share is { } v ? $"{v * 100:0} %" : "";

    public static string Number(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
