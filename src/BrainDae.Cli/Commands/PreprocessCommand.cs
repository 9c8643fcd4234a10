using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Formats;
using BrainDae.Data.Preprocessing;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae preprocess`: scans to normalised slices.</summary>
internal sealed class PreprocessCommand : BrainDaeCommand
{
    public PreprocessCommand(IAnsiConsole console)
        : base("preprocess", "Turn scans into normalised slices and split the patients.", "braindae preprocess -s BraTS2021_Training_Data -o data")
    {
        var source = SharedOptions.Path("--source", "Folder of the scans: BraTS, Medical Segmentation Decathlon, nnU-Net, BIDS, or any that --pattern describes.", "FOLDER", "-s").AddTo(this);
        source.Required = true;
        var layout = new LayoutFlags(this);
        var flags = new BoundFlags<CohortPreprocessingOptions>(this, new() { DataFolder = SharedOptions.DefaultData });
        flags.Add(SharedOptions.Data("--output", "-o"), (o, value) => o with { DataFolder = value.ToString() });
        flags.Add(SharedOptions.Modalities("Modalities that become channels, in this order, separated by commas; a patient that lacks one is left out."), (o, value) => o with { Patient = o.Patient with { Modalities = value } });
        flags.Add("--size", "Edge of a slice in pixels.", o => o.Patient.Size, (o, value) => o with { Patient = o.Patient with { Size = value } });
        flags.Add("--quantile", "Quantile of a modality's voxels above 0 that becomes 1.", o => o.Patient.Quantile, (o, value) => o with { Patient = o.Patient with { Quantile = value } });
        flags.Add("--brain-threshold", "Summed intensity above which a slice shows brain.", o => o.Patient.BrainThreshold, (o, value) => o with { Patient = o.Patient with { BrainThreshold = value } });
        flags.Add(new Flag<bool>("--float16", "Store slices in half precision: half the disk space."), (o, value) => o with { ImageType = value ? ElementType.F16 : ElementType.F32 });
        var trainFraction = flags.Add("--train-fraction", "Share of patients to train on, if the split is drawn.", o => o.TrainFraction, (o, value) => o with { TrainFraction = value });
        var valFraction = flags.Add("--val-fraction", "Share of patients to validate on, if the split is drawn.", o => o.ValFraction, (o, value) => o with { ValFraction = value });
        flags.Add(new Flag<bool>("--resplit", "Draw the split anew, with the fractions given, in place of the one that is there."), (o, value) => o with { Resplit = value });
        flags.Add(SharedOptions.Unlabelled(), (o, value) => o with { Unlabelled = value });
        flags.Add(SharedOptions.Threads(), (o, value) => o with { Threads = value });
        flags.Add(new Flag<bool>("--overwrite", "Do finished patients again."), (o, value) => o with { Overwrite = value });
        var dryRun = new Flag<bool>("--dry-run", "List what would be done, but write nothing.").AddTo(this);
        OnRun(console, (line, context) =>
        {
            var options = flags.Read(line);
            var cohort = CohortFinder.Find(source.Value(line)!, options.Patient.Modalities, layout.Read(line));
            LayoutLine.Write(console, cohort, labels: true);
            if (!dryRun.Value(line))
            {
                Flag<double>[] ofSplit = [trainFraction, valFraction];
                return PreprocessingSession.Run(context, cohort, options, [.. ofSplit.Where(flag => flag.IsGiven(line)).Select(flag => flag.Name)]);
            }

            options.Validate();
            cohort = cohort.Admit(options.Unlabelled);
            context.WriteLine($"{cohort.Patients.Length} complete patients under {cohort.Source}, {cohort.Unlabelled} of them without a segmentation; {cohort.Incomplete.Length} incomplete.");
            FailureTable.Write(context, cohort.Incomplete);
            return ExitCode.Success;
        });
    }
}
