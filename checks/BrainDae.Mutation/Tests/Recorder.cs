namespace BrainDae.Mutation.Tests;

/// <summary>
/// What an instrumented library calls before each drawn instruction: remembers which were reached and writes their
/// numbers to a file of this process when it ends.
/// </summary>
public static class Recorder
{
    /// <summary>Environment variable with the folder for the files.</summary>
    public const string FolderVariable = "BRAINDAE_MUTATION_HITS";

    private static readonly bool[] Reached = new bool[100_000];

    /// <summary>Remembers that an instruction was reached.</summary>
    public static void Hit(int site)
    {
        // Reading first keeps the cache line shared between threads that all come by often.
        if (!Reached[site])
        {
            Reached[site] = true;
        }
    }

    internal static void Begin(string folder) => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        File.WriteAllLines(Path.Combine(folder, $"{Environment.ProcessId}.txt"), Reached.Index().Where(site => site.Item).Select(site => $"{site.Index}"));
}
