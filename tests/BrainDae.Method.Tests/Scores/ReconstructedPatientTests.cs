using BrainDae.Data.Cohorts;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Scores;

public sealed class ReconstructedPatientTests
{
    private static readonly ReconstructedPatient Patient = new(new float[] { 1, 2, 0, 3 }, new float[] { 1, 1, 0, 1 }, slices: 1, size: 2)
    {
        Modalities = Modalities.Parse("flair"),
        Calibration = new(new([1], 1), ResidualUnit: null, Smoothing: 0),
    };

    [Fact]
    public void The_foreground_is_found_once_by_however_many_threads_and_copies()
    {
        var found = new ForegroundStatistics[16];

        Parallel.For(0, found.Length, i => found[i] = (i % 2 == 0 ? Patient : Patient with { Calibration = null }).Foreground);

        Assert.All(found, foreground => Assert.Same(found[0], foreground));
        Assert.Equal([1, 1, 0, 1], found[0].Mask.ToArray());
    }

    [Fact]
    public void A_patient_of_other_modalities_has_a_foreground_of_its_own()
    {
        _ = Patient.Foreground;
        var other = Patient with { Modalities = Modalities.Parse("t2") };

        Assert.NotSame(Patient.Foreground, other.Foreground);
        Assert.Throws<ArgumentException>(() => other.Foreground.MedianFlair);
    }

    [Fact]
    public void The_residual_is_found_once_and_no_score_changes_it()
    {
        var before = Patient.Differences.ToArray();

        _ = new SignedResidualScore().Compute(Patient);
        var unit = Patient with { Calibration = Patient.Calibration! with { ResidualUnit = 2 }, LesionProbability = new float[4] };
        _ = new CombinedScore().Compute(unit);

        Assert.Equal(before, Patient.Differences.ToArray());
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(in Patient.Differences[0], in Patient.Differences[0]));

        // FLAIR is 1 above its median of 2 in the last pixel, and 2 above the reconstruction; its spread is 1.
        Assert.Equal([0, 1, 0, 3], before);
        Assert.Equal(before, unit.Differences.ToArray());
    }

    [Fact]
    public void A_copy_with_other_deviations_has_another_residual()
    {
        _ = Patient.Differences.Length;
        var other = Patient with { Calibration = Patient.Calibration! with { Healthy = new([2], 1) } };

        Assert.Equal([0, 0.5f, 0, 1.5f], other.Differences.ToArray());
    }
}
