using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
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
    private string? manyPatients;

    /// <summary>Two healthy patients of 128x128x72, preprocessed: data to train on.</summary>
    public string TrainingSlices => trainingSlices ??= Preprocess(Write("healthy", new() { HealthyFraction = 1 }, 2), "training");

    /// <summary>Eight patients with lesions, 240x240x155 as in BraTS (smaller in quick mode).</summary>
    public string Cohort => scans ??= Write("cohort", options.Quick ? new() : PhantomOptions.ForShape(240, 240, 155), 8);

    /// <summary>The cohort preprocessed.</summary>
    public string CohortSlices => slices ??= Preprocess(Cohort, "cohort-slices");

    /// <summary>The patients to evaluate, preprocessed: the user's scans, or the synthetic cohort.</summary>
    public string EvaluationSlices => options.Scans is null ? CohortSlices : evaluationSlices ??= Preprocess(options.Scans, "evaluation-slices");

    /// <summary>As many small patients as BraTS has to test on, each of eight many times.</summary>
    public string ManyPatients => manyPatients ??= Repeat(Preprocess(Write("small", new(), 8), "small-slices", new() { Size = 64 }), "many-slices", MostPatients);

    /// <summary>Number of patients in <see cref="ManyPatients"/>.</summary>
    public int MostPatients => options.Quick ? 8 : 251;

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

    private string Preprocess(string source, string name, PreprocessingOptions? patient = null)
    {
        var path = Path.Combine(folder, name);
        CohortPreprocessor.Run(BratsCohort.Find(source), new() { DataFolder = path, Patient = patient ?? new() }, cancellation: CancellationToken.None);
        return path;
    }

    private string Repeat(string source, string name, int count)
    {
        var path = Path.Combine(folder, name);
        using var store = SliceStore.Open(source);
        for (var i = 0; i < count; i++)
        {
            SliceStoreWriter.Write(path, store.Get(store.Patients[i % store.Patients.Length]).ToPatientSlices() with { Name = $"P{i:D3}" }, new() { PreprocessingJson = "{}" });
        }

        CohortManifest.Build(path, source, "0").Write(path);
        return path;
    }
}
