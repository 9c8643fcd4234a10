using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Formats;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Splits;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae preprocess`: scans to normalised slices.</summary>
internal sealed class PreprocessCommand : Command, IHasExample
{
    private static readonly PreprocessingOptions Published = new();
    private readonly IAnsiConsole console;

    public PreprocessCommand(IAnsiConsole console)
        : base("preprocess", "Turn scans into normalised slices and split the patients.")
    {
        this.console = console;
        Options.Add(Source);
        Layout.AddTo(this);
        Options.Add(Data);
        Options.Add(Modalities);
        Options.Add(Size);
        Options.Add(Quantile);
        Options.Add(BrainThreshold);
        Options.Add(Half);
        Options.Add(TrainFraction);
        Options.Add(ValFraction);
        Options.Add(Resplit);
        Options.Add(Unlabelled);
        Options.Add(Threads);
        Options.Add(Overwrite);
        Options.Add(DryRun);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<string> Source { get; } = SharedOptions.RequiredPath("--source", "-s", "Folder of the scans: BraTS, Medical Segmentation Decathlon, nnU-Net, BIDS, or any that --pattern describes.", "FOLDER");

    public LayoutFlags Layout { get; } = new();

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data("--output", "-o");

    public Option<Modalities> Modalities { get; } = SharedOptions.Modalities("Modalities that become channels, in this order, separated by commas; a patient that lacks one is left out.");

    public Option<int> Size { get; } = SharedOptions.WithDefault("--size", "Edge of a slice in pixels.", Published.Size);

    public Option<double> Quantile { get; } = SharedOptions.WithDefault("--quantile", "Quantile of a modality's voxels above 0 that becomes 1.", Published.Quantile);

    public Option<double> BrainThreshold { get; } = SharedOptions.WithDefault("--brain-threshold", "Summed intensity above which a slice shows brain.", Published.BrainThreshold);

    public Option<bool> Half { get; } = new("--float16") { Description = "Store slices in half precision: half the disk space." };

    public Option<double> TrainFraction { get; } = SharedOptions.WithDefault("--train-fraction", "Share of patients to train on, if the split is drawn.", CohortSplit.DefaultTrainFraction);

    public Option<double> ValFraction { get; } = SharedOptions.WithDefault("--val-fraction", "Share of patients to validate on, if the split is drawn.", CohortSplit.DefaultValFraction);

    public Option<bool> Resplit { get; } = new("--resplit") { Description = "Draw the split anew, with the fractions given, in place of the one that is there." };

    public Option<UnlabelledRule?> Unlabelled { get; } = SharedOptions.Unlabelled();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Do finished patients again." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "List what would be done, but write nothing." };

    public string Example => "braindae preprocess -s BraTS2021_Training_Data -o data";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var cohort = CohortFinder.Find(parsed.GetRequiredValue(Source), parsed.GetRequiredValue(Modalities), Layout.Read(parsed));
        var options = new CohortPreprocessingOptions
        {
            DataFolder = parsed.GetRequiredValue(Data).ToString(),
            Patient = new() { Modalities = parsed.GetRequiredValue(Modalities), Size = parsed.GetValue(Size), Quantile = parsed.GetValue(Quantile), BrainThreshold = parsed.GetValue(BrainThreshold) },
            ImageType = parsed.GetValue(Half) ? ElementType.F16 : ElementType.F32,
            TrainFraction = parsed.GetValue(TrainFraction),
            ValFraction = parsed.GetValue(ValFraction),
            Resplit = parsed.GetValue(Resplit),
            Unlabelled = parsed.GetValue(Unlabelled),
            Threads = parsed.GetValue(Threads),
            Overwrite = parsed.GetValue(Overwrite),
        };
        LayoutLine.Write(console, cohort, labels: true);
        if (parsed.GetValue(DryRun))
        {
            options.Validate();
            cohort = cohort.Admit(options.Unlabelled);
            console.WriteLine($"{cohort.Patients.Length} complete patients under {cohort.Source}, {cohort.Unlabelled} of them without a segmentation; {cohort.Incomplete.Length} incomplete.");
            FailureTable.Write(console, [.. cohort.Incomplete.Select(p => new FailedPatient(p.Name, p.Reason))]);
            return ExitCode.Success;
        }

        Option[] ofSplit = [TrainFraction, ValFraction];
        return PreprocessingSession.Run(console, cohort, options, cancellation, [.. ofSplit.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)]);
    }
}
