using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae export`: a model in a format of others.</summary>
internal sealed class ExportCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public ExportCommand(IAnsiConsole console)
        : base("export", "Write a model in a format that other programs read.")
    {
        this.console = console;
        Model.AddTo(this);
        Options.Add(PyTorch);
        Options.Add(Output);
        Options.Add(Overwrite);
        SetAction(parsed => (int)Run(parsed));
    }

    public ModelFlags Model { get; } = new();

    public Option<bool> PyTorch { get; } = new("--pt") { Description = "As a checkpoint of the published PyTorch implementation (.pt), with the optimiser's state where last.safetensors holds it for the same weights." };

    public Option<string> Output { get; } = SharedOptions.RequiredPath("--output", "-o", "File to write.", "FILE");

    public Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Replace a file that is there." };

    public string Example => "braindae export -id dae --pt -o dae.pt";

    private ExitCode Run(ParseResult parsed)
    {
        if (!parsed.GetValue(PyTorch))
        {
            throw BrainDaeException.Option("--pt: say which format to write.");
        }

        var output = parsed.GetRequiredValue(Output);
        using var model = Model.Open(parsed);
        using var held = OutputLock.OfFile(output, "export");
        if (Path.Exists(output) && !parsed.GetValue(Overwrite))
        {
            throw BrainDaeException.NotWritable($"{output}: is there already; give --overwrite to replace it, or another --output.");
        }

        ExportSession.WritePyTorch(console, model, output);
        return ExitCode.Success;
    }
}
