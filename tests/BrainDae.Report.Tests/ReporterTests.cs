using BrainDae.Data.Cohorts;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Report.Tests;

public sealed class ReporterTests
{
    [Fact]
    public void Of_26_patients_the_16_that_are_shown_are_reconstructed_and_no_other()
    {
        using var folder = new TemporaryFolder();
        using var cohort = new SmallCohort(patients: 31);
        var model = ModelFolder.Of(folder["models"], "small");
        TestModel.Write(model);
        TestModel.Calibrate(model, cohort.Store, cohort.Store.Patients[3..5]);
        using var file = model.Open();
        using var network = new Counting(TestModel.Load(file));
        var evaluation = new Evaluator(cohort.Store, new CohortSplit([], [], cohort.Store.Patients[5..]), file, network)
            .Run(new() { Resamples = 20 }, folder["scratch"], null, TestContext.Current.CancellationToken);
        Assert.Equal((26, evaluation.Split.Slices), (network.Calls, network.Slices));

        network.Forget();
        List<string> shown = [];
        new Reporter(cohort.Store, file, network, TimeProvider.System)
            .Write(folder["report.html"], evaluation, new() { Pictures = 16 }, new Heard<PatientProgress>(progress => shown.AddRange(progress.Patient is { } name ? [name] : [])), TestContext.Current.CancellationToken);

        Assert.Equal(16, network.Calls);
        Assert.Equal(shown.Sum(name => evaluation.Default.Patients.Single(p => p.Name == name).Slices), network.Slices);
    }

    /// <summary>Counts what goes through a network.</summary>
    private sealed class Counting(IReconstructor network) : IReconstructor
    {
        public int Calls { get; private set; }

        public int Slices { get; private set; }

        public void Forget() => (Calls, Slices) = (0, 0);

        public string Runtime => "test";

        public NetworkPrecision Precision => network.Precision;

        public bool HasLesionOutput => network.HasLesionOutput;

        public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation = default)
        {
            Calls++;
            Slices += images.Length / (4 * size * size);
            network.Run(images, reconstruction, lesionProbability, size, cancellation);
        }

        public void Dispose() => network.Dispose();
    }
}
