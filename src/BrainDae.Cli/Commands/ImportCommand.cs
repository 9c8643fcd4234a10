using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Models;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae import`: a checkpoint of the published PyTorch implementation becomes a model, its slices a data folder.</summary>
internal sealed class ImportCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public ImportCommand(IAnsiConsole console)
        : base("import", "Turn what the published PyTorch implementation wrote into ours: a checkpoint (.pt) into a model, with its optimiser's state to go on training, or preprocessed slices (.npz) into a data folder.")
    {
        this.console = console;
        Options.Add(Checkpoint);
        Options.Add(Identifier);
        Options.Add(Models);
        Options.Add(Slices);
        Options.Add(Data);
        Options.Add(Modalities);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<string?> Checkpoint { get; } = new("--checkpoint", "-c")
    {
        Description = "The .pt file; nothing in it is executed.",
        HelpName = "FILE",
        CustomParser = OptionValue.Path,
    };

    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public Option<DirectoryInfo> Models { get; } = SharedOptions.Models();

    public Option<string?> Slices { get; } = new("--slices")
    {
        Description = "Folder of preprocessed slices, patient_NAME/slice_N.npz, in place of --checkpoint; npy_train, npy_val and npy_test in it become the split.",
        HelpName = "FOLDER",
        CustomParser = OptionValue.Path,
    };

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Folder("--data", "Data folder to make of --slices.", SharedOptions.DefaultData);

    public Option<Modalities> Modalities { get; } = SharedOptions.Modalities("What the channels of the checkpoint or the slices are, in their order, separated by commas.");

    public string Example => "braindae import -c published.pt -id published";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var modalities = parsed.GetRequiredValue(Modalities);
        switch (parsed.GetValue(Checkpoint), parsed.GetValue(Slices))
        {
            case ({ } checkpoint, null): ImportCheckpoint(parsed, checkpoint, modalities); break;
            case (null, { } slices): ImportSession.Slices(console, slices, parsed.GetRequiredValue(Data).ToString(), modalities, cancellation); break;
            default: throw BrainDaeException.Option("--checkpoint and --slices: give one of them, the file or the folder to import; see 'braindae import --help'.");
        }

        return ExitCode.Success;
    }

    private void ImportCheckpoint(ParseResult parsed, string checkpoint, Modalities modalities)
    {
        var folder = ModelFolder.Of(parsed.GetRequiredValue(Models).ToString(), parsed.GetRequiredValue(Identifier));
        using var held = OutputLock.OfFolder(folder.Path, "import");
        if (File.Exists(folder.Model) || File.Exists(folder.Earlier) || ImportSession.IsBegun(folder))
        {
            throw BrainDaeException.NotWritable($"{folder.Path}: a model of this name exists; give another --identifier.");
        }

        ImportSession.Checkpoint(console, checkpoint, folder, modalities);
    }
}
