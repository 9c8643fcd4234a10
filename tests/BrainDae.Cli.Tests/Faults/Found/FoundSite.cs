using System.Collections.Immutable;
using BrainDae.Faults;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults.Found;

/// <summary>
/// A folder with scans and what the program under test has made of them: data, two models, an evaluation. That program
/// makes them itself, because an earlier one reads no files of a later one.
/// </summary>
internal sealed class FoundSite : IDisposable
{
    private static readonly ImmutableArray<string> Fractions = ["--train-fraction", "0.5", "--val-fraction", "0.25"];
    private static readonly Lazy<TemporaryFolder> Made = new(Make);

    private readonly TemporaryFolder folder = new();

    private FoundSite(TemporaryFolder from, string[] parts)
    {
        foreach (var part in parts)
        {
            Workspace.Copy(from[part], folder[part]);
        }
    }

    /// <summary>The command line that made the data.</summary>
    public static string[] Preprocess => ["preprocess", "-s", "scans", "-o", "data", "--size", "32", .. Fractions];

    public static string[] Evaluate => ["evaluate", "-id", "dae", "--data", "data", "--resamples", "20", "--threads", "1"];

    public static string[] Report => ["report", "-id", "dae", "--data", "data", "-o", "out/report.html", "--pictures", "1", "--threads", "1"];

    public string Root => folder.Path;

    /// <summary>The file that evaluate and predict open, whatever a program calls it.</summary>
    public string Model => Directory.GetFiles(this["models", "dae"], "*.safetensors").Single(file => Path.GetFileName(file) != "last.safetensors");

    public string this[params ReadOnlySpan<string> path] => folder[path];

    /// <summary>A copy of parts: scans, data, models, results.</summary>
    public static FoundSite With(params string[] parts) => new(Made.Value, parts);

    /// <summary>The names of what the program made of a part, undisturbed.</summary>
    public static string[] Undisturbed(string part) => Names(Made.Value[part]);

    /// <summary>With a score and a threshold that need no calibration, which an earlier program keeps in a file of its own.</summary>
    public static string[] Predict(string threshold, params string[] scans) =>
        ["predict", .. scans, "-o", "predictions", "-id", "dae", "--score", "published", "--threshold", threshold, "--threads", "1", "--device", "cpu"];

    public static string[] Train(string identifier, params string[] more)
    {
        string[][] usual = [["--base-channels", "2"], ["--depth", "2"], ["-nr", "8"], ["-bs", "4"], ["--iterations", "3"], ["--epochs", "2"], ["--threads", "1"]];
        return ["train", "--data", "data", "-id", identifier, .. usual.Where(flag => !more.Contains(flag[0])).SelectMany(flag => flag), .. more];
    }

    /// <summary>Runs the program; one that has not ended after a minute never will.</summary>
    public BrainDae.Faults.Outcome Run(params string[] arguments) => Braindae.Run(Root, arguments, signal: Braindae.WithoutProcess is null ? ("-KILL", 60_000) : null);

    /// <summary>Runs the program, which must work.</summary>
    public void Succeed(params string[] arguments) => Succeed(Root, arguments);

    /// <summary>Every file and folder of a part but TensorBoard's, whose names hold the time of day.</summary>
    public string[] Entries(string part) => Names(this[part]);

    public void Dispose() => folder.Dispose();

    private static string[] Names(string root) =>
    [
        .. Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetRelativePath(root, path)).Where(name => !name.Contains("events.out.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    private static void Succeed(string root, string[] arguments)
    {
        var outcome = Braindae.Run(root, arguments);
        Assert.True(outcome.Code == 0, $"{arguments[0]}: {outcome.Code} {outcome.Said}");
    }

    private static TemporaryFolder Make()
    {
        var made = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Dispose();
        SyntheticCohort.Write(made["scans"]);
        string[][] commands = [Preprocess, Train("dae"), Train("other", "--seed", "5"), Evaluate];
        foreach (var command in commands)
        {
            Succeed(made.Path, command);
        }

        return made;
    }
}
