using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>Some patients of a folder of scans, several at a time, as `braindae preprocess` does them.</summary>
internal sealed class CohortPreprocessing(Settings settings) : IWorkload
{
    private readonly string data = Directory.CreateTempSubdirectory("braindae-bench-").FullName;

    public double Run()
    {
        var found = BratsCohort.Find(settings["scans"]);
        var cohort = found with { Patients = [.. found.Patients.Take(settings.Int("patients"))] };
        var result = CohortPreprocessor.Run(
            cohort,
            new() { DataFolder = data, Threads = settings.Int("threads"), Overwrite = true },
            cancellation: CancellationToken.None);
        return result.Manifest!.Patients.Sum(p => p.Slices);
    }

    public void Dispose() => Directory.Delete(data, recursive: true);
}
