using System.Collections.Immutable;
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
            table.AddRow(new Text(patient.Name), new Text(patient.Reason));
        }

        console.Write(table);
    }
}
