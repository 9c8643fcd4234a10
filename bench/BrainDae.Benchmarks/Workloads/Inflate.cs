using System.IO.Compression;
using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>Nothing but the inflation of a patient's five files on one thread: preprocessing cannot be faster. Gives the number of bytes.</summary>
internal sealed class Inflate(Settings settings) : IWorkload
{
    private readonly PatientFiles files = BratsCohort.Find(settings["scans"]).Patients[0];
    private readonly byte[] buffer = new byte[1 << 20];

    public double Run()
    {
        var total = 0L;
        foreach (var path in files.Scans.Values.Select(scan => scan.Path).Append(files.Segmentation!))
        {
            using var file = File.OpenRead(path);
            using var inflated = new GZipStream(file, CompressionMode.Decompress);
            for (int read; (read = inflated.Read(buffer)) > 0;)
            {
                total += read;
            }
        }

        return total;
    }
}
