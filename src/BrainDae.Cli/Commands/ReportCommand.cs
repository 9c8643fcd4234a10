using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Results;
using BrainDae.Report;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae report`: an evaluation as one HTML file.</summary>
internal sealed class ReportCommand : Command, IHasExample
{
    private static readonly ReportOptions Default = new();
    private readonly IAnsiConsole console;

    public ReportCommand(IAnsiConsole console)
        : base("report", "Show an evaluation as one HTML file: figures, curves, each patient, and slices to look through.")
    {
        this.console = console;
        Model.AddTo(this);
        Options.Add(Split);
        Options.Add(Output);
        Options.Add(Pictures);
        Options.Add(Data);
        Options.Add(Results);
        Options.Add(BatchSize);
        Options.Add(Device);
        Options.Add(Threads);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public ModelFlags Model { get; } = new();

    public Option<SplitName> Split { get; } = SharedOptions.WithDefault("--split", "Patients to report on; 'evaluate' must have run on them.", SplitName.Test, "-s");

    public Option<string?> Output { get; } = new("--output", "-o")
    {
        Description = "The HTML file [default: RESULTS/ID/SPLIT/report.html].",
        HelpName = "FILE",
        CustomParser = OptionValue.Path,
    };

    public Option<int> Pictures { get; } = SharedOptions.WithDefault("--pictures", "Patients whose slices are in the file: half the worst, half the best.", Default.Pictures);

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    public Option<DirectoryInfo> Results { get; } = SharedOptions.Results();

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault("--batch_size", "Slices through the network at a time.", 16, "-bs", "--batch-size");

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public string Example => "braindae report -id dae -s test --data data -o report.html";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        using var model = Model.Open(parsed);
        using var store = SliceStore.Open(parsed.GetRequiredValue(Data).ToString());
        var split = parsed.GetValue(Split);
        var folder = Path.Combine(parsed.GetRequiredValue(Results).ToString(), model.Identifier, split.Text());
        var output = parsed.GetValue(Output) ?? Path.Combine(folder, "report.html");
        var options = new ReportOptions { Pictures = parsed.GetValue(Pictures), TrainingLog = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model.Path))!, "log.jsonl") };
        ReportSession.Check(options, output, parsed.GetValue(BatchSize));
        var evaluation = ReportSession.Read(Path.Combine(folder, EvaluationFiles.FileName), StoredSplit.Read(console, store).Patients(split), model.Identifier, split);
        var runtime = ProgramRuntime.Start(device, parsed.GetValue(Threads));
        using var reconstructor = Reconstructor.Load(model, runtime, evaluation.Precision, parsed.GetValue(BatchSize));
        ReportSession.Run(console, new(store, model, reconstructor, ReproducibleTime.Provider), evaluation, options, output, cancellation);
        return ExitCode.Success;
    }
}
