using BrainDae.Data.Splits;
using BrainDae.Evaluation.Figures;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Evaluation.Tests;

/// <summary>From scans and a .pt file to the figures of the published implementation.</summary>
public sealed class GoldenEvaluationTests(GoldenModel golden) : IClassFixture<GoldenModel>
{
    [Fact]
    public void Figures_are_the_published_ones()
    {
        var split = new CohortSplit([], [], golden.Store.Patients);

        var report = Evaluations.Run(golden.Model, golden.Store, split, new() { UseComponentFilter = true }, golden.Scratch);

        var score = report.Reference;
        Assert.Equal("published", score.Name);
        Assert.Equal(golden.Expected.GetProperty("slices").GetInt32(), report.Split.Slices);
        Assert.Equal(golden.Expected.GetProperty("ap").GetDouble(), score.AveragePrecision!.Value, 1e-4);
        Assert.Equal(golden.Expected.GetProperty("max_dice").GetDouble(), Ideal(MetricCatalog.UnfilteredDice), 1e-4);
        Assert.Equal(golden.Expected.GetProperty("threshold").GetDouble(), Ideal(MetricCatalog.Threshold), 1e-4);
        Assert.Equal(golden.Expected.GetProperty("max_dice_post_cc").GetDouble(), Ideal(MetricCatalog.Dice), 1e-4);
        Assert.DoesNotContain(score.Figures.Keys, key => key.StartsWith("validation", StringComparison.Ordinal));

        double Ideal(Metric metric) => score.Find(metric, FigureThreshold.Ideal)!.Value.Value;
    }

    [Fact]
    public void Scores_of_slices_are_the_published_ones()
    {
        var expected = Npy.Golden("evaluate_scores_slices_6_7_8.npy");
        var order = golden.Expected.GetProperty("patient_order").EnumerateArray().Select(name => name.GetString()!["patient_".Length..]);
        using var model = golden.Model.Open();
        using var reconstructor = TestModel.Load(model);

        var patient = golden.Store.Get(order.First()).ToPatientSlices();
        Assert.True(patient.Count > 8, "slices 6 to 8 of the concatenated set must lie in the first patient");
        var reconstruction = new float[patient.Images.Length];
        reconstructor.Run(patient.Images.Span, reconstruction, [], patient.Size, TestContext.Current.CancellationToken);
        var scores = new PublishedScore().Compute(new(patient.Images, reconstruction, patient.Count, patient.Size));

        var pixels = patient.Size * patient.Size;
        Assert.Equal(3 * pixels, expected.Values.Length);
        AssertClose(expected.Floats, scores.AsSpan(6 * pixels, 3 * pixels), 1e-5);
    }

    [Fact]
    public void Imported_network_gives_the_published_output()
    {
        var expected = Npy.Golden("checkpoint", "output_for_noisy.npy").Floats;
        using var model = golden.Model.Open();
        using var reconstructor = TestModel.Load(model, batchSize: 1);
        var output = new float[expected.Length];

        reconstructor.Run(Npy.Golden("unet", "noisy.npy").Floats, output, [], 64, TestContext.Current.CancellationToken);

        AssertClose(expected, output, 1e-5);
    }

    [Fact]
    public void Published_score_of_a_reconstruction_is_the_published_one()
    {
        var score = new PublishedScore().Compute(new(
            Npy.Golden("score", "clean.npy").Floats, Npy.Golden("score", "reconstruction.npy").Floats, 3, 128));

        AssertClose(Npy.Golden("score", "score.npy").Floats, score, 1e-5);
    }

    [Fact]
    public void Imported_model_says_nothing_of_its_data()
    {
        using var checkpoint = Checkpoint.Open(golden.Model.Model);

        Assert.Null(checkpoint.Manifest.Data);
        Assert.Equal(4, ((UNetOptions)checkpoint.Manifest.Options.Network).BaseChannels);
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)expected[i] - actual[i]));
        }

        Assert.InRange(largest, 0, tolerance);
    }
}
