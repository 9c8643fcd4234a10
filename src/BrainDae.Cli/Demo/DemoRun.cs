using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Cli.Sessions;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Phantom;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Demo;

/// <summary>Runs the code of the three commands on synthetic patients and shows what came out.</summary>
internal sealed class DemoRun(IAnsiConsole console, DemoRecipe recipe, string folder, int seed, int threads)
{
    private const string Identifier = "demo";

    private string Source => Path.Combine(folder, "scans");

    private string Data => Path.Combine(folder, "data");

    private string Models => Path.Combine(folder, "models");

    private string Results => Path.Combine(folder, "results");

    public ExitCode Run(CancellationToken cancellation)
    {
        using var held = OutputLock.OfFolder(folder, "demo");
        var runtime = ProgramRuntime.Start(ComputeDevice.Cpu, threads);

        Heading("1/4  synthetic patients", $"{recipe.Patients} brains with tumours as BraTS-like NIfTI files in {Source}");
        PhantomCohort.Write(Source, recipe.Phantom with { Seed = seed }, recipe.Patients, cancellation: cancellation);

        Heading("2/4  preprocess", $"braindae preprocess -s {Source} -o {Data} --size {recipe.Preprocessing.Size}");
        var preprocessed = PreprocessingSession.Run(
            console,
            BratsCohort.Find(Source),
            new() { DataFolder = Data, Patient = recipe.Preprocessing, TrainFraction = recipe.TrainFraction, ValFraction = recipe.ValFraction, Threads = threads },
            cancellation);
        if (preprocessed != ExitCode.Success)
        {
            return preprocessed;
        }

        using var store = SliceStore.Open(Data);
        var split = SplitFiles.Read(store.SplitFolder);
        var folderOfModel = ModelFolder.Of(Models, Identifier);

        Heading("3/4  train", "a small network learns to take noise off healthy slices; it never sees a tumour");
        TrainingSession.Run(console, recipe.Training with { Seed = seed }, store, split, folderOfModel, runtime, resume: false, overwrite: true, anonymous: false, cancellation);

        Heading("4/4  evaluate", "where the network changes the image, something is abnormal");
        using var model = folderOfModel.Open();
        var report = EvaluationSession.Run(console, store, split, model, new(runtime, NetworkPrecision.Auto), new(), Results, cancellation);
        EvaluationHeadline.Write(console, report);
        var picture = Path.Combine(folder, "demo.png");
        DemoPicture.Write(picture, store, report, model, runtime);
        Conclude(report, picture);
        return ExitCode.Success;
    }

    private void Heading(string step, string meaning)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{step}[/]  {meaning}");
    }

    private void Conclude(EvaluationReport report, string picture)
    {
        console.WriteLine();
        console.WriteLine(DemoConclusion.Of(report));
        console.MarkupLineInterpolated($"Picture: [bold]{picture}[/] (input, reconstruction, score, truth)");
        console.WriteLine();
        console.WriteLine("With real scans:");
        console.WriteLine("  braindae preprocess -s BraTS2021_Training_Data -o data");
        console.WriteLine("  braindae train -id dae --data data");
        console.WriteLine("  braindae evaluate -id dae --data data");
    }
}
