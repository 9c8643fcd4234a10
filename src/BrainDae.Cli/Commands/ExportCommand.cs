using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae export`: a model for programs that know nothing of this one.</summary>
internal sealed class ExportCommand : BrainDaeCommand
{
    public ExportCommand(IAnsiConsole console)
        : base("export", "Write a model in another format, for other programs.", "braindae export -id dae --onnx --with-scores -o dae.onnx")
    {
        var modelFlags = new ModelFlags(this);
        var pyTorch = new Flag<bool>("--pt", "As a checkpoint of the published PyTorch implementation (.pt), with the optimiser's state where last.safetensors holds it for the same weights.").AddTo(this);
        var onnx = new Flag<bool>("--onnx", "As an ONNX graph of the network.").AddTo(this);
        var withScores = new Flag<bool>("--with-scores", "Beside the network, the published and the default score as graphs of their own: FILE.SCORE.onnx. With --onnx.").AddTo(this);
        var card = new Flag<bool>("--card", "As a model card: a page of Markdown that says what the model is, what it was trained on, what was measured of it, and how to load it.").AddTo(this);
        var results = SharedOptions.Path("--results", "Folder of the model's evaluations, RESULTS/ID or RESULTS/ID/SPLIT, whose figures go onto the card. With --card.", "FOLDER").AddTo(this);
        var output = SharedOptions.Path("--output", "The file to write.", "FILE", "-o").AddTo(this);
        output.Required = true;
        var overwrite = new Flag<bool>("--overwrite", "Replace files that are there.").AddTo(this);
        OnRun(console, (line, context) =>
        {
            Flag<bool>[] formats = [pyTorch, onnx, card];
            if (formats.Count(format => format.Value(line)) != 1)
            {
                throw BrainDaeException.Option($"{string.Join(", ", formats.Select(format => format.Name))}: give one of them, the format to write.");
            }

            if (withScores.Value(line) && !onnx.Value(line))
            {
                throw BrainDaeException.Option($"{withScores.Name}: is for {onnx.Name} alone; leave it out.");
            }

            if (results.IsGiven(line) && !card.Value(line))
            {
                throw BrainDaeException.Option($"{results.Name}: is for {card.Name} alone; leave it out.");
            }

            using var model = modelFlags.Open(line);
            var session = new ExportSession(context, model, output.Value(line)!, overwrite.Value(line));
            if (onnx.Value(line))
            {
                session.WriteOnnx(withScores.Value(line));
            }
            else if (card.Value(line))
            {
                session.WriteCard(results.Value(line));
            }
            else
            {
                session.WritePyTorch();
            }

            return ExitCode.Success;
        });
    }
}
