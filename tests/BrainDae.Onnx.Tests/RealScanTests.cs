using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Onnx.Graphs;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Onnx.Tests;

/// <summary>A real patient's scores, by libtorch and our own code, and by nothing but graphs.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class RealScanTests
{
    [Fact]
    public void Scores_of_a_real_patient_agree_within_a_ten_thousandth()
    {
        var source = TestFiles.Shared("realdata", "brats");
        Assert.SkipWhen(source is null, "The real scans are not on this machine.");
        var patient = PatientPreprocessor.Run(BratsCohort.Find(source).Patients.Single(files => files.Name == "BraTS2021_90005"), new());
        using var model = new RandomModel(new UNetOptions { BaseChannels = 8, Depth = 3, LesionOutput = true }, 80, 96);
        var calibration = new ScoreCalibration(new([0.1, 0.1, 0.1, 0.1], 1), ResidualUnit: 20);
        using var torch = TestModel.Load(model.File);
        using var onnx = OnnxReconstructor.Load(model.File, new() { Threads = 1 });

        var expected = PatientScoring.Reconstruct(patient, torch, calibration, TestContext.Current.CancellationToken);
        var actual = PatientScoring.Reconstruct(patient, onnx, calibration, TestContext.Current.CancellationToken);

        AssertAgree(expected.LesionProbability.ToArray(), actual.LesionProbability.ToArray());
        AssertAgree(new PublishedScore().Compute(expected), new PublishedScore().Compute(actual));
        AssertAgree(new CombinedScore().Compute(expected), new CombinedScore().Compute(actual));
        AssertAgree(new PublishedScore().Compute(expected), GraphRun.Of(PublishedScoreGraph.Of(4)).Score(actual));
        AssertAgree(new CombinedScore().Compute(expected), GraphRun.Of(SmoothedScoreGraph.Of(Modalities.Brats, calibration, combined: true)).Score(actual, combined: true));
    }

    private static void AssertAgree(float[] expected, float[] actual)
    {
        Assert.InRange(expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max(), 0, 1e-4);
        Assert.True(expected.Max() > 0.1);
    }
}
