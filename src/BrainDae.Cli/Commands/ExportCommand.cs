using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae export`: a model for programs that know nothing of this one.</summary>
internal sealed class ExportCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public ExportCommand(IAnsiConsole console)
        : base("export", "Write a model in another format, for other programs.")
    {
        this.console = console;
        Model.AddTo(this);
        Options.Add(PyTorch);
        Options.Add(Onnx);
        Options.Add(WithScores);
        Options.Add(Card);
        Options.Add(Results);
        Options.Add(Output);
        Options.Add(Overwrite);
        SetAction(parsed => (int)Run(parsed));
    }

    public ModelFlags Model { get; } = new();

    public Option<bool> PyTorch { get; } = new("--pt") { Description = "As a checkpoint of the published PyTorch implementation (.pt), with the optimiser's state where last.safetensors holds it for the same weights." };

    public Option<bool> Onnx { get; } = new("--onnx") { Description = "As an ONNX graph of the network." };

    public Option<bool> WithScores { get; } = new("--with-scores") { Description = "Beside the network, the published and the default score as graphs of their own: FILE.SCORE.onnx. With --onnx." };

    public Option<bool> Card { get; } = new("--card") { Description = "As a model card: a page of Markdown that says what the model is, what it was trained on, what was measured of it, and how to load it." };

    public Option<string?> Results { get; } = new("--results") { Description = "Folder of the model's evaluations, RESULTS/ID or RESULTS/ID/SPLIT, whose figures go onto the card. With --card.", HelpName = "FOLDER", CustomParser = OptionValue.Path };

    public Option<string> Output { get; } = SharedOptions.RequiredPath("--output", "-o", "The file to write.", "FILE");

    public Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Replace files that are there." };

    public string Example => "braindae export -id dae --onnx --with-scores -o dae.onnx";

    private ExitCode Run(ParseResult parsed)
    {
        Option<bool>[] formats = [PyTorch, Onnx, Card];
        if (formats.Count(parsed.GetValue) != 1)
        {
            throw BrainDaeException.Option($"{string.Join(", ", formats.Select(format => format.Name))}: give one of them, the format to write.");
        }

        if (parsed.GetValue(WithScores) && !parsed.GetValue(Onnx))
        {
            throw BrainDaeException.Option($"{WithScores.Name}: is for {Onnx.Name} alone; leave it out.");
        }

        if (parsed.GetValue(Results) is not null && !parsed.GetValue(Card))
        {
            throw BrainDaeException.Option($"{Results.Name}: is for {Card.Name} alone; leave it out.");
        }

        using var model = Model.Open(parsed);
        var (output, overwrite) = (parsed.GetRequiredValue(Output), parsed.GetValue(Overwrite));
        if (parsed.GetValue(Onnx))
        {
            OnnxSession.Write(console, model, output, parsed.GetValue(WithScores), overwrite);
        }
        else if (parsed.GetValue(Card))
        {
            ExportSession.WriteCard(console, model, parsed.GetValue(Results), output, overwrite);
        }
        else
        {
            ExportSession.WritePyTorch(console, model, output, overwrite);
        }

        return ExitCode.Success;
    }
}
