using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Files;
using BrainDae.Method.Models;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae import`: a checkpoint of the published PyTorch implementation becomes a model, its slices a data folder.</summary>
internal sealed class ImportCommand : BrainDaeCommand
{
    public ImportCommand(IAnsiConsole console)
        : base("import", "Turn what the published PyTorch implementation wrote into ours: a checkpoint (.pt) into a model, with its optimiser's state to go on training, or preprocessed slices (.npz) into a data folder.", "braindae import -c published.pt -id published")
    {
        var checkpointFile = SharedOptions.Path("--checkpoint", "The .pt file; nothing in it is executed.", "FILE", "-c").AddTo(this);
        var identifier = SharedOptions.Identifier().AddTo(this);
        var models = SharedOptions.Models().AddTo(this);
        var slicesFolder = SharedOptions.Path("--slices", "Folder of preprocessed slices, patient_NAME/slice_N.npz, in place of --checkpoint; npy_train, npy_val and npy_test in it become the split.", "FOLDER").AddTo(this);
        var data = SharedOptions.Folder("--data", "Data folder to make of --slices.", SharedOptions.DefaultData).AddTo(this);
        var modalities = SharedOptions.Modalities("What the channels of the checkpoint or the slices are, in their order, separated by commas.").AddTo(this);
        OnRun(console, (line, context) =>
        {
            switch (checkpointFile.Value(line), slicesFolder.Value(line))
            {
                case ({ } checkpoint, null): ImportSession.Checkpoint(context, checkpoint, ModelFolder.Of(models.Value(line).ToString(), identifier.Value(line)), modalities.Value(line)); break;
                case (null, { } slices): ImportSession.Slices(context, slices, data.Value(line).ToString(), modalities.Value(line)); break;
                default: throw BrainDaeException.Option("--checkpoint and --slices: give one of them, the file or the folder to import; see 'braindae import --help'.");
            }

            return ExitCode.Success;
        });
    }
}
