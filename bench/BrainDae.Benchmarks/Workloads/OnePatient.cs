using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>One patient on one thread, from five compressed files to the slice file on disk.</summary>
internal sealed class OnePatient(Settings settings) : IWorkload
{
    private readonly OnePatientFiles patient = new(settings);
    private readonly PreprocessingBuffers buffers = new();

    public double Run()
    {
        var slices = PatientPreprocessor.Run(patient.Files, new(), buffers);
        SliceStoreWriter.Write(patient.OutputFolder, slices, new() { PreprocessingJson = "{}" });
        var total = 0.0;
        foreach (var value in slices.Images.Span)
        {
            total += value;
        }

        return total;
    }

    public void Dispose() => patient.Dispose();
}
