using BrainDae.Cli.Output;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>The split of a data folder as a command uses it.</summary>
internal static class StoredSplit
{
    /// <summary>Reads it, and says where it is not as preprocess left it: an edit is the user's right, damage nobody would notice otherwise.</summary>
    public static CohortSplit Read(IAnsiConsole console, SliceStore store)
    {
        var split = SplitFiles.Read(store.SplitFolder);
        foreach (var file in SplitFiles.Changed(store.SplitFolder))
        {
            UnwrappedLine.WriteWarning(console, $"{Path.Combine(store.SplitFolder, file)}: is not as braindae preprocess left it (edited, or damaged: SHA256SUMS beside it differs), and is used as it is. Restore it, or run braindae preprocess again to keep it so.");
        }

        return split;
    }
}
