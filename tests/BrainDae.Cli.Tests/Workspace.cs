using System.Security.Cryptography;
using BrainDae.Method.Config;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests;

/// <summary>A fresh folder with, if asked for, a copy of preprocessed data and of a trained model.</summary>
internal sealed class Workspace : IDisposable
{
    private static readonly Lazy<Task<TemporaryFolder>> Trained = new(Train);
    private readonly TemporaryFolder folder = new();

    public string Root => folder.Path;

    public string Source => folder["source"];

    public string Data => folder["data"];

    public string Models => folder["models"];

    public string Results => folder["results"];

    public static string[] SplitFlags => ["--train-fraction", "0.5", "--val-fraction", "0.25"];

    public string this[params ReadOnlySpan<string> path] => folder[path];

    /// <summary>A workspace with eight preprocessed patients: four to train on, two to validate, two to test.</summary>
    public static async Task<Workspace> WithData()
    {
        var workspace = new Workspace();
        Copy((await Trained.Value)["data"], workspace.Data);
        return workspace;
    }

    /// <summary>The same with the model `dae`, trained for one epoch.</summary>
    public static async Task<Workspace> WithModel()
    {
        var workspace = await WithData();
        Copy((await Trained.Value)["models"], workspace.Models);
        return workspace;
    }

    public string[] Preprocess(params string[] more) =>
        ["preprocess", "-s", Source, "-o", Data, "--size", "32", "--threads", "2", .. SplitFlags, .. more];

    public string[] TrainModel(params string[] more) => TrainArguments(Data, Models, more);

    public string[] Evaluate(params string[] more) =>
    [
        "evaluate", "-id", "dae", "--data", Data, "--models", Models, "--device", "cpu", "--threads", "1", .. Precision(more),
        .. more.Contains("--results") ? more : ["--results", Results, .. more],
    ];

    public string[] Calibrate(params string[] more) =>
        ["calibrate", "-id", "dae", "--data", Data, "--models", Models, "--device", "cpu", "--threads", "1", .. Precision(more), .. more];

    public string[] Predict(params string[] more) =>
    [
        "predict", "-id", "dae", "--models", Models, "--device", "cpu", "--threads", "1", .. Precision(more),

        // A threshold given by hand is one of the score that needs no calibration, unless a score is named.
        .. more.Contains("--threshold") && !more.Contains("--score") ? ["--score", "published"] : Array.Empty<string>(),
        .. more.Contains("-o") ? more : ["-o", this["predictions"], .. more],
    ];

    public string[] Report(params string[] more) =>
        ["report", "-id", "dae", "--data", Data, "--models", Models, "--results", Results, "--device", "cpu", "--threads", "1", .. more];

    /// <summary>Every file and folder, relative, sorted.</summary>
    public string[] Entries(string under = "")
    {
        var start = Path.Combine(Root, under);
        return !Directory.Exists(start)
            ? []
            : [.. Directory.EnumerateFileSystemEntries(start, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];
    }

    public void AssertNothingHalfWritten() => AssertNothingHalfWritten(Root);

    public static void AssertNothingHalfWritten(string root) => Assert.DoesNotContain(
        Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Select(Path.GetFileName),
        name => name!.Contains("-partial", StringComparison.Ordinal) || name.StartsWith('.'));

    /// <summary>Every file under a folder by relative path, sorted, with the hash of its content.</summary>
    public static (string Name, string Hash)[] Contents(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(root, file), HashOf(file))),
    ];

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    public static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    public void Dispose() => folder.Dispose();

    public static void Copy(string from, string to) => TemporaryFolder.Copy(from, to);

    /// <summary>Where no precision is asked for, the one of all tests, whatever the processor has.</summary>
    public static string[] Precision(params string[] more) => more.Contains("--precision") ? [] : ["--precision", TestPrecision.Usual.Text()];

    private static string[] TrainArguments(string data, string models, params string[] more)
    {
        string[][] usual = [["--models", models], ["-id", "dae"], ["--base-channels", "2"], ["--depth", "2"], ["-nr", "8"], ["-bs", "4"], ["--iterations", "3"], ["--epochs", "1"], ["--threads", "1"]];
        return ["train", "--data", data, "--device", "cpu", .. Precision(more), .. usual.Where(flag => !more.Contains(flag[0])).SelectMany(flag => flag), .. more];
    }

    private static async Task<TemporaryFolder> Train()
    {
        var shared = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.Dispose();
        await CommandLine.Succeed(["preprocess", "-s", SyntheticCohort.Write(shared["source"]), "-o", shared["data"], "--size", "32", .. SplitFlags]);
        await CommandLine.Succeed(TrainArguments(shared["data"], shared["models"]));
        return shared;
    }
}
