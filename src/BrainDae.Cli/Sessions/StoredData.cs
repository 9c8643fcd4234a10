using BrainDae.Cli.Output;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;

namespace BrainDae.Cli.Sessions;

/// <summary>A data folder as a command uses it.</summary>
/// <param name="Store">The slices.</param>
/// <param name="Split">The split.</param>
internal sealed record StoredData(SliceStore Store, CohortSplit Split) : IDisposable
{
    /// <summary>Opens it, and says where its split is not as preprocess left it: an edit is the user's right, damage nobody would notice otherwise.</summary>
    public static StoredData Open(CommandContext context, string folder) => Disposal.OnFailure(SliceStore.Open(folder), store =>
    {
        var split = SplitFiles.Read(store.SplitFolder);
        foreach (var file in SplitFiles.Changed(store.SplitFolder))
        {
            context.Warn($"{Path.Combine(store.SplitFolder, file)}: is not as braindae preprocess left it (edited, or damaged: SHA256SUMS beside it differs), and is used as it is. Restore it, or run braindae preprocess again to keep it so.");
        }

        return new StoredData(store, split);
    });

    public void Dispose() => Store.Dispose();
}
