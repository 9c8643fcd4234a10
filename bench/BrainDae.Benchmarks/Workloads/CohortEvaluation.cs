using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>
/// Some patients of a preprocessed cohort through `braindae evaluate`. A model that is not calibrated is calibrated
/// first, on the first `validation` patients of the cohort, outside of what is measured.
/// </summary>
internal sealed class CohortEvaluation : IWorkload
{
    private readonly string folder = Directory.CreateTempSubdirectory("braindae-bench-").FullName;
    private readonly TorchRuntime runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
    private readonly SliceStore store;
    private readonly CohortSplit split;
    private readonly ModelFile model;
    private readonly Reconstructor reconstructor;

    public CohortEvaluation(Settings settings)
    {
        store = SliceStore.Open(settings["data"]);
        var (validation, patients) = (settings.Int("validation"), settings.Int("patients"));
        split = new([], [.. store.Patients.Take(validation)], [.. store.Patients.Skip(validation).Take(patients)]);
        var trial = TrialModel.Create(folder, settings);
        model = trial.Open();
        reconstructor = Reconstructor.Load(model, runtime);
        if (model.Calibration is null && validation > 0)
        {
            model.WriteCalibrated(trial.Model, new Calibrator(store, reconstructor).Run(split.Val, split.Train, new(), progress: null, CancellationToken.None));
            model.Dispose();
            model = trial.Open();
        }
    }

    public double Run() =>
        new Evaluator(store, split, model, reconstructor).Run(new() { AllowTrainPatients = true }, folder, null, CancellationToken.None).Reference.AveragePrecision ?? double.NaN;

    public void Dispose()
    {
        reconstructor.Dispose();
        model.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
