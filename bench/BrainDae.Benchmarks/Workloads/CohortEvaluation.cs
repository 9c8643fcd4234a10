using BrainDae.Benchmarks.Workers;
using BrainDae.Imaging;
using BrainDae.Imaging.Slices;
using BrainDae.Imaging.Splits;
using BrainDae.Learning.Checkpoints;
using BrainDae.Learning.Evaluation;
using BrainDae.Learning.Network;
using BrainDae.Learning.Runtime;
using BrainDae.Learning.Recipe;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>Some patients of a preprocessed cohort through `braindae evaluate` with a small, untrained network.</summary>
internal sealed class CohortEvaluation : IWorkload
{
    private readonly string folder = Directory.CreateTempSubdirectory("braindae-bench-").FullName;
    private readonly TorchRuntime runtime = TorchRuntime.Start(ComputeDevice.Cpu);
    private readonly SliceStore store;
    private readonly CohortSplit split;
    private readonly ModelFolder model;

    public CohortEvaluation(Settings settings)
    {
        store = SliceStore.Open(settings["data"]);
        split = new([], [], [.. store.Patients.Take(settings.Int("patients"))]);
        model = ModelFolder.Of(folder, "untrained");
        var options = new TrainingOptions { Network = new() { BaseChannels = 8 } };
        using var network = new UNet(options.Network, seed: 1);
        Checkpoint.Write(
            model.Best,
            new() { Software = SoftwareVersion.Text, Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null },
            network,
            optimizer: null);
    }

    public double Run() =>
        new Evaluator(store, split, model, runtime).Run(new(), folder, _ => { }, _ => { }, CancellationToken.None).Scores[0].AveragePrecision ?? double.NaN;

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
