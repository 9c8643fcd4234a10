using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Phantom;

namespace BrainDae.Benchmarks.Table;

/// <summary>Synthetic data, made when a row first asks for it and removed at the end.</summary>
internal sealed class Fixtures(TableOptions options) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("braindae-bench-").FullName;
    private string? slices;
    private string? scans;
    private string? trainingSlices;
    private string? evaluationSlices;

    /// <summary>Two healthy patients of 128x128x72, preprocessed: data to train on.</summary>
    public string TrainingSlices => trainingSlices ??= Preprocess(Write("healthy", new() { HealthyFraction = 1 }, 2), "training");

    /// <summary>Eight patients with lesions, 240x240x155 as in BraTS (smaller in quick mode).</summary>
    public string Cohort => scans ??= Write("cohort", options.Quick ? new() : PhantomOptions.ForShape(240, 240, 155), 8);

    /// <summary>The cohort preprocessed.</summary>
    public string CohortSlices => slices ??= Preprocess(Cohort, "cohort-slices");

    /// <summary>The patients to evaluate, preprocessed: the user's scans, or the synthetic cohort.</summary>
    public string EvaluationSlices => options.Scans is null ? CohortSlices : evaluationSlices ??= Preprocess(options.Scans, "evaluation-slices");

    /// <summary>Where the patient to preprocess lies: the user's scans, or the synthetic cohort.</summary>
    public string PatientScans => options.Scans ?? Cohort;

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Write(string name, PhantomOptions phantom, int patients)
    {
        var path = Path.Combine(folder, name);
        PhantomCohort.Write(path, phantom, patients);
        return path;
    }

    private string Preprocess(string source, string name)
    {
        var path = Path.Combine(folder, name);
        CohortPreprocessor.Run(BratsCohort.Find(source), new() { DataFolder = path }, _ => { }, CancellationToken.None);
        return path;
    }
}
