using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>
/// Some patients of a preprocessed cohort through `braindae evaluate`, the first `validation` of the cohort being the
/// validation split, whose thresholds are stored by the first run and used by the others.
/// </summary>
internal sealed class CohortEvaluation : IWorkload
{
    private readonly string folder = Directory.CreateTempSubdirectory("braindae-bench-").FullName;
    private readonly TorchRuntime runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
    private readonly SliceStore store;
    private readonly CohortSplit split;
    private readonly ModelFolder model;
    private readonly NetworkPrecision precision;

    public CohortEvaluation(Settings settings)
    {
        store = SliceStore.Open(settings["data"]);
        var (validation, patients) = (settings.Int("validation"), settings.Int("patients"));
        split = new([], [.. store.Patients.Take(validation)], [.. store.Patients.Skip(validation).Take(patients)]);
        model = TrialModel.Create(folder, settings);
        precision = NetworkPrecisions.Parse("auto", runtime);
    }

    public double Run() =>
        new Evaluator(store, split, model, runtime).Run(new() { Precision = precision, AllowTrainPatients = true }, folder, _ => { }, _ => { }, CancellationToken.None).Scores[0].AveragePrecision ?? double.NaN;

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
