using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Method.Models;
using BrainDae.Torch.Training;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae train`: learns to denoise healthy slices.</summary>
internal sealed class TrainCommand : BrainDaeCommand
{
    public TrainCommand(IAnsiConsole console)
        : base("train", "Train a model on the healthy slices of the training split.", "braindae train -id dae -nr 16 -ns 0.2 --data data")
    {
        var identifier = SharedOptions.Identifier().AddTo(this);
        var recipe = new TrainingFlags(this);
        var dataFolder = SharedOptions.Data().AddTo(this);
        var models = SharedOptions.Models().AddTo(this);
        var compute = new ComputeFlags(this);
        var anonymous = SharedOptions.Anonymous().AddTo(this);
        var resume = new Flag<bool>("--resume", "Go on from the last checkpoint; the weights end up the same, bit for bit, as without the interruption.").AddTo(this);
        var overwrite = new Flag<bool>("--overwrite", "Start anew over a model of this name.").AddTo(this);
        var dryRun = new Flag<bool>("--dry-run", "Check everything and print the resolved options, but do not train.").AddTo(this);
        OnRun(console, (line, context) =>
        {
            var session = new TrainingSession(context, ModelFolder.Of(models.Value(line).ToString(), identifier.Value(line)))
            {
                Resume = resume.Value(line),
                Overwrite = overwrite.Value(line),
                Anonymous = anonymous.Value(line),
            };
            session.RequireFree();
            using var data = StoredData.Open(context, dataFolder.Value(line).ToString());
            var runtime = compute.Start(line);
            var options = recipe.Read(line) with { Precision = runtime.Resolve(compute.Precision(line)) };
            if (dryRun.Value(line))
            {
                TrainingData.Collect(options, data.Store, data.Split);
            }

            console.Write(OptionsTable.Of(recipe, options, data.Store, data.Split));
            if (!dryRun.Value(line))
            {
                session.Run(options, data, runtime);
            }

            return ExitCode.Success;
        });
    }
}
