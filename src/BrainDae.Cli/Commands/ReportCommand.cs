using System.CommandLine;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Method.Models;
using BrainDae.Report;
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
        Options.Add(Identifier);
        Options.Add(Split);
        Options.Add(Output);
        Options.Add(Pictures);
        Options.Add(Data);
        Options.Add(Models);
        Options.Add(Results);
        Options.Add(BatchSize);
        Options.Add(Device);
        Options.Add(Threads);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public Option<SplitName> Split { get; } = SharedOptions.WithDefault("--split", "Patients to report on; 'evaluate' must have run on them.", Default.Split, "-s");

    public Option<string?> Output { get; } = new("--output", "-o")
    {
        Description = "The HTML file [default: RESULTS/ID/SPLIT/report.html].",
        HelpName = "FILE",
        CustomParser = OptionValue.Path,
    };

    public Option<int> Pictures { get; } = SharedOptions.WithDefault("--pictures", "Patients whose slices are in the file: half the worst, half the best.", Default.Pictures);

    public Option<DirectoryInfo> Data { get; } = SharedOptions.Data();

    public Option<DirectoryInfo> Models { get; } = SharedOptions.Models();

    public Option<DirectoryInfo> Results { get; } = SharedOptions.Results();

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault("--batch_size", "Slices through the network at a time.", Default.BatchSize, "-bs", "--batch-size");

    public Option<string> Device { get; } = SharedOptions.Device();

    public Option<int> Threads { get; } = SharedOptions.Threads();

    public string Example => "braindae report -id dae -s test --data data -o report.html";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var model = ModelFolder.Of(parsed.GetRequiredValue(Models).ToString(), parsed.GetRequiredValue(Identifier));
        var device = ComputeDevice.Parse(parsed.GetRequiredValue(Device));
        model.RequireModel();
        using var store = SliceStore.Open(parsed.GetRequiredValue(Data).ToString());
        var split = SplitFiles.Read(store.SplitFolder);
        var options = new ReportOptions
        {
            Split = parsed.GetValue(Split),
            Pictures = parsed.GetValue(Pictures),
            BatchSize = parsed.GetValue(BatchSize),
        };
        var folder = Path.Combine(parsed.GetRequiredValue(Results).ToString(), model.Identifier, options.Split.Text());
        var output = parsed.GetValue(Output) ?? Path.Combine(folder, "report.html");
        var runtime = ProgramRuntime.Start(device, parsed.GetValue(Threads));
        ReportSession.Run(console, new(store, split, model, runtime), options, Path.Combine(folder, "evaluation.json"), output, cancellation);
        return ExitCode.Success;
    }
}
