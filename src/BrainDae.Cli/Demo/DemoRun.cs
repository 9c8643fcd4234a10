using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Evaluation;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Phantom;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Demo;

/// <summary>Runs the code of the three commands on synthetic patients and shows what came out.</summary>
internal sealed class DemoRun(CommandContext context, DemoRecipe recipe, string folder, int seed, int threads)
{
    private const string Identifier = "demo";

    private string Source => Path.Combine(folder, "scans");

    private string Data => Path.Combine(folder, "data");

    private string Models => Path.Combine(folder, "models");

    private string Results => Path.Combine(folder, "results");

    public ExitCode Run()
    {
        using var held = OutputLock.OfFolder(folder, "demo");
        var runtime = ProgramRuntime.Start(ComputeDevice.Cpu, threads);

        Heading("1/4  synthetic patients", $"{recipe.Patients} brains with tumours as BraTS-like NIfTI files in {Source}");
        PhantomCohort.Write(Source, recipe.Phantom with { Seed = seed }, recipe.Patients, cancellation: context.Cancellation);

        Heading("2/4  preprocess", $"braindae preprocess -s {Source} -o {Data} --size {recipe.Preprocessing.Size}");
        var preprocessed = PreprocessingSession.Run(
            context,
            BratsCohort.Find(Source),
            new() { DataFolder = Data, Patient = recipe.Preprocessing, TrainFraction = recipe.TrainFraction, ValFraction = recipe.ValFraction, Threads = threads });
        if (preprocessed != ExitCode.Success)
        {
            return preprocessed;
        }

        using var data = StoredData.Open(context, Data);
        var folderOfModel = ModelFolder.Of(Models, Identifier);

        Heading("3/4  train", "a small network learns to take noise off healthy slices; it never sees a tumour");
        new TrainingSession(context, folderOfModel) { Overwrite = true }.Run(recipe.Training with { Seed = seed }, data, runtime);

        Heading("4/4  evaluate", "where the network changes the image, something is abnormal");
        using var model = folderOfModel.Open();
        var options = new EvaluationOptions();
        var report = new EvaluationSession(context, data, new(runtime, NetworkPrecision.Auto, options.BatchSize), options, Results).Run(model);
        EvaluationHeadline.Write(context.Console, report);
        var picture = Path.Combine(folder, "demo.png");
        DemoPicture.Write(picture, data.Store, report, model, runtime);
        Conclude(report, picture);
        return ExitCode.Success;
    }

    private void Heading(string step, string meaning)
    {
        context.Console.WriteLine();
        context.Console.MarkupLineInterpolated($"[bold]{step}[/]  {meaning}");
    }

    private void Conclude(EvaluationReport report, string picture)
    {
        context.Console.WriteLine();
        context.WriteLine(DemoConclusion.Of(report));
        context.Console.MarkupLineInterpolated($"Picture: [bold]{picture}[/] (input, reconstruction, score, truth)");
        context.Console.WriteLine();
        context.WriteLine("With real scans:");
        context.WriteLine("  braindae preprocess -s BraTS2021_Training_Data -o data");
        context.WriteLine("  braindae train -id dae --data data");
        context.WriteLine("  braindae evaluate -id dae --data data");
    }
}
