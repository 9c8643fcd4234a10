using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>The first patient of a folder of scans, and a folder of its own to write into.</summary>
internal sealed class OnePatientFiles(Settings settings) : IDisposable
{
    public PatientFiles Files { get; } = BratsCohort.Find(settings["scans"]).Patients[0];

    public string OutputFolder { get; } = Directory.CreateTempSubdirectory("braindae-bench-").FullName;

    public void Dispose() => Directory.Delete(OutputFolder, recursive: true);
}
