using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Evaluation;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae evaluate`: how well a model finds lesions, with intervals.</summary>
internal sealed class EvaluateCommand : BrainDaeCommand
{
    public EvaluateCommand(IAnsiConsole console)
        : base("evaluate", "Measure how well a model finds lesions on a split, pixel by pixel, lesion by lesion and in millimetres, beside scores without a network.", "braindae evaluate -id dae -s test -cc True --data data")
    {
        var modelFlags = new SeveralModelFlags(this);
        var flags = new BoundFlags<EvaluationOptions>(this, new());
        flags.Add("--split", "Patients to evaluate on.", o => o.Split, (o, value) => o with { Split = value }, ["-s"]);
        flags.Add("--use_cc", "Also give Dice after removing small connected components (at most 20 voxels of the stored slices for the published score, less than --min-volume for all others; for scores with a least peak also those that nowhere reach it), and all other figures after that.", o => o.UseComponentFilter, (o, value) => o with { UseComponentFilter = value }, ["-cc", "--use-cc"]).Arity = ArgumentArity.ExactlyOne;
        flags.Add("--min-volume", "Leave out lesions and detections of less than so many mm³: in the figures by lesion, and in all figures of filtered detections but the published one's.", o => o.Lesions.MinimumVolume, (o, value) => o with { Lesions = o.Lesions with { MinimumVolume = value } });
        flags.Add("--surface-tolerance", "Distance in mm within which surfaces agree, for the surface Dice.", o => o.SurfaceTolerance, (o, value) => o with { SurfaceTolerance = value });
        flags.Add("--resamples", "Bootstrap resamples of the patients, for the 95% intervals.", o => o.Resamples, (o, value) => o with { Resamples = value });
        flags.Add("--bootstrap-seed", "Seed of the resamples.", o => o.BootstrapSeed, (o, value) => o with { BootstrapSeed = value });
        flags.Add(new Flag<bool>("--allow-train-patients", "Evaluate patients that the model was trained or calibrated on all the same; the report says so."), (o, value) => o with { AllowTrainPatients = value });
        flags.Add(new Flag<bool>("--native-grid", "Also measure on the scans' own grids, at the thresholds that are stored with the model; reads the segmentations again from the folder that was preprocessed, and takes longer."), (o, value) => o with { NativeGrid = value });
        var verbose = new Flag<bool>("--verbose", "Print every figure, not only those to quote; the files have them all either way.").AddTo(this);
        var dataFolder = SharedOptions.Data().AddTo(this);
        var results = SharedOptions.Results().AddTo(this);
        flags.Add(SharedOptions.BatchSize(), (o, value) => o with { BatchSize = value });
        var compute = new ComputeFlags(this);
        OnRun(console, (line, context) =>
        {
            var options = flags.Read(line);
            var models = modelFlags.Open(line);
            using var open = new DisposableGroup(models);
            using var data = StoredData.Open(context, dataFolder.Value(line).ToString());
            new EvaluationSession(context, data, compute.Loader(line, options.BatchSize), options, results.Value(line).ToString()).RunAll(models, verbose.Value(line));
            return ExitCode.Success;
        });
    }
}
