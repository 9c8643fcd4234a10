using System.Collections.Immutable;
using BrainDae.Cli.Options;
using BrainDae.Data.Preprocessing;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Which patients failed and why.</summary>
internal static class FailureTable
{
    public static void Write(IAnsiConsole console, ImmutableArray<FailedPatient> failed)
    {
        if (failed.IsEmpty)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("patient", "why it failed");
        foreach (var patient in failed)
        {
            table.AddRow(new Text(OneLine(patient.Name)), new Text(OneLine(FlagNames.In(patient.Reason))));
        }

        console.Write(table);
    }

    /// <summary>A folder's name may hold line breaks and worse.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
