using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Evaluation.Results;
using BrainDae.Report;
using BrainDae.Torch.Inference;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae report`: an evaluation as one HTML file.</summary>
internal sealed class ReportCommand : BrainDaeCommand
{
    public ReportCommand(IAnsiConsole console)
        : base("report", "Show an evaluation as one HTML file: figures, curves, each patient, and slices to look through.", "braindae report -id dae -s test --data data -o report.html")
    {
        var modelFlags = new ModelFlags(this);
        var splitName = new Flag<SplitName>("--split", "Patients to report on; 'evaluate' must have run on them.", "-s") { Default = SplitName.Test }.AddTo(this);
        var file = SharedOptions.Path("--output", "The HTML file [default: RESULTS/ID/SPLIT/report.html].", "FILE", "-o").AddTo(this);
        var flags = new BoundFlags<ReportOptions>(this, new());
        flags.Add("--pictures", "Patients whose slices are in the file: half the worst, half the best.", o => o.Pictures, (o, value) => o with { Pictures = value });
        var dataFolder = SharedOptions.Data().AddTo(this);
        var results = SharedOptions.Results().AddTo(this);
        var batchSize = SharedOptions.BatchSize().AddTo(this);
        var compute = new ComputeFlags(this, choosesPrecision: false);
        OnRun(console, (line, context) =>
        {
            using var model = modelFlags.Open(line);
            using var data = StoredData.Open(context, dataFolder.Value(line).ToString());
            var split = splitName.Value(line);
            var folder = Path.Combine(results.Value(line).ToString(), model.Identifier, split.Text());
            var output = file.Value(line) ?? Path.Combine(folder, "report.html");
            var options = flags.Read(line) with { TrainingLog = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model.Path))!, "log.jsonl") };
            ReportSession.Check(options, output, batchSize.Value(line));
            var evaluation = ReportSession.Read(Path.Combine(folder, EvaluationFiles.FileName), data.Split.Patients(split), model.Identifier, split);
            using var reconstructor = Reconstructor.Load(model, compute.Start(line), evaluation.Precision, batchSize.Value(line));
            ReportSession.Run(context, new(data.Store, model, reconstructor, ReproducibleTime.Provider), evaluation, options, output);
            return ExitCode.Success;
        });
    }
}
