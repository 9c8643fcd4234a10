using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Slices;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>The same patients as <see cref="CohortEvaluation"/> through the network and nothing else.</summary>
internal sealed class CohortReconstruction : IWorkload
{
    private readonly string folder = Directory.CreateTempSubdirectory("braindae-bench-").FullName;
    private readonly SliceStore store;
    private readonly Reconstructor reconstructor;
    private readonly string[] patients;

    public CohortReconstruction(Settings settings)
    {
        var runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
        store = SliceStore.Open(settings["data"]);
        patients = [.. store.Patients.Skip(settings.Int("validation")).Take(settings.Int("patients"))];
        using var model = TrialModel.Create(folder, settings).Open();
        reconstructor = Reconstructor.Load(model, runtime);
    }

    public double Run()
    {
        var slices = 0;
        foreach (var name in patients)
        {
            slices += Method.Scoring.PatientScoring.Reconstruct(store.Get(name), reconstructor, calibration: null, CancellationToken.None).Slices;
            store.Release(name);
        }

        return slices;
    }

    public void Dispose()
    {
        reconstructor.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
