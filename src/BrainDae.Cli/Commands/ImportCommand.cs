using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae import`: a checkpoint of the published PyTorch implementation becomes a model.</summary>
internal sealed class ImportCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public ImportCommand(IAnsiConsole console)
        : base("import", "Turn a checkpoint of the published PyTorch implementation (.pt) into a model.")
    {
        this.console = console;
        Options.Add(Checkpoint);
        Options.Add(Identifier);
        Options.Add(Models);
        Options.Add(Modalities);
        SetAction(parsed => (int)Run(parsed));
    }

    public Option<string> Checkpoint { get; } = SharedOptions.RequiredPath("--checkpoint", "-c", "The .pt file; nothing in it is executed.", "FILE");

    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public Option<DirectoryInfo> Models { get; } = SharedOptions.Models();

    public Option<Modalities> Modalities { get; } = SharedOptions.Modalities("What the channels of the checkpoint are, in their order, separated by commas.");

    public string Example => "braindae import -c published.pt -id published";

    private ExitCode Run(ParseResult parsed)
    {
        var folder = ModelFolder.Of(parsed.GetRequiredValue(Models).ToString(), parsed.GetRequiredValue(Identifier));
        using var held = OutputLock.OfFolder(folder.Path, "import");
        if (File.Exists(folder.Model) || File.Exists(folder.Earlier))
        {
            throw BrainDaeException.NotWritable($"{folder.Path}: a model of this name exists; give another --identifier.");
        }

        _ = ProgramRuntime.Start(ComputeDevice.Cpu);
        var network = PublishedCheckpoint.Import(parsed.GetRequiredValue(Checkpoint), folder, parsed.GetRequiredValue(Modalities));
        console.WriteLine($"{folder.Model}: network of {network.Depth} levels from {network.BaseChannels} channels. Not calibrated: run 'braindae calibrate -id {folder.Identifier}' for thresholds.");
        return ExitCode.Success;
    }
}
