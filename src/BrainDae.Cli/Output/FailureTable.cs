using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>Which patients failed and why.</summary>
internal static class FailureTable
{
    public static void Write(CommandContext context, ImmutableArray<IncompletePatient> incomplete) => Write(context, [.. incomplete.Select(patient => new FailedPatient(patient.Name, patient.Reason))]);

    public static void Write(CommandContext context, ImmutableArray<FailedPatient> failed)
    {
        if (failed.IsEmpty)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("patient", "why it failed");
        foreach (var patient in failed)
        {
            table.AddRow(new Text(OneLine(patient.Name)), new Text(OneLine(context.Word(patient.Reason))));
        }

        context.Console.Write(table);
    }

    /// <summary>A folder's name may hold line breaks and worse.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
