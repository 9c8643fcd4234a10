namespace BrainDae.Faults;

/// <summary>A command as it is run on a <see cref="Site"/>.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Arguments">The command line that is begun with.</param>
/// <param name="GoOn">The command line that goes on after an interruption, given the site.</param>
/// <param name="Output">The folder or file that it writes; empty for a command that only reads.</param>
/// <param name="Inputs">Folders and files that it reads.</param>
internal sealed record Scenario(string Command, string[] Arguments, Func<Site, string[]> GoOn, string Output, string[] Inputs)
{
    /// <summary>Commands that are not run here, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["demo"] = "takes minutes; runs preprocess, train and evaluate, which are here",
    };

    /// <summary>All scenarios, in the order in which each prepares the site for the next.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Again("preprocess", "data", ["scans/"], "-s", "scans", "-o", "data", "--size", "32", "--train-fraction", "0.5", "--val-fraction", "0.25"),
        Again("preprocess", "data-nnunet", ["nnunet/"], "-s", "nnunet", "-o", "data-nnunet", "--size", "32"),
        new("train", [.. Training], GoOnTraining, "models/dae", ["data/"]),
        Again("calibrate", "models/copy", ["data/", "models/dae/model.safetensors"], "-id", "dae", "--as", "copy", "--data", "data", "--threads", "1"),
        Again("import", "models/published", ["golden.pt"], "-c", "golden.pt", "-id", "published"),
        Again("import", "imported", ["npz/"], "--slices", "npz", "--data", "imported"),
        Again("export", "dae.pt", ["models/dae/model.safetensors", "models/dae/last.safetensors"], "-id", "dae", "--pt", "-o", "dae.pt"),
        Again("evaluate", "results", ["data/", "models/dae/model.safetensors"], "-id", "dae", "--data", "data", "--threads", "1", "--resamples", "20"),
        Again("predict", "predictions", ["scans/", "models/dae/model.safetensors"], "-i", "scans", "-o", "predictions", "-id", "dae", "--threads", "1"),
        Again("predict", "derived", ["bids/", "models/dae/model.safetensors"], "-i", "bids", "-o", "derived/predictions", "--bids-derivatives", "derived/bids", "-id", "dae", "--threads", "1"),
        Again("export", "dae.md", ["models/dae/model.safetensors", "results/dae/test/evaluation.json"], "-id", "dae", "--card", "--results", "results/dae", "-o", "dae.md", "--overwrite"),
        Again("export", "dae.onnx", ["models/dae/model.safetensors"], "-id", "dae", "--onnx", "-o", "dae.onnx", "--overwrite"),
        Again("report", "report.html", ["data/", "models/dae/model.safetensors", "models/dae/log.jsonl", "results/dae/test/evaluation.json"], "-id", "dae", "--data", "data", "--threads", "1", "-o", "report.html", "--pictures", "1"),
        Again("verify", "", ["data/", "models/", "results/", "predictions/", "derived/"], "data", "models", "results", "predictions", "derived"),
        Again("info", "", ["data/manifest.json", "models/dae/model.safetensors", "results/dae/test/evaluation.json", "predictions/"], "data", "models", "results", "predictions"),
    ];

    private static string[] Training =>
        ["train", "--data", "data", "-id", "dae", "--base-channels", "2", "--depth", "2", "-nr", "8", "-bs", "4", "--iterations", "3", "--epochs", "2", "--threads", "1"];

    private static Scenario Again(string command, string output, string[] inputs, params string[] flags) => new(command, [command, .. flags], _ => [command, .. flags], output, inputs);

    /// <summary>As the messages of the program say it.</summary>
    private static string[] GoOnTraining(Site site) =>
        File.Exists(Path.Combine(site.Root, "models/dae/last.safetensors")) ? [.. Training, "--resume"]
        : File.Exists(Path.Combine(site.Root, "models/dae/model.safetensors")) ? [.. Training, "--overwrite"]
        : Training;
}
