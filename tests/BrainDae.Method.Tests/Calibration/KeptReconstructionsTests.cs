using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Calibration;

public sealed class KeptReconstructionsTests
{
    private static readonly ScoreCalibration Calibration = new(HealthyResiduals.Uncalibrated(2), ResidualUnit: 3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_kept_comes_back_in_order_and_background_is_its_own_reconstruction(bool lesionOutput)
    {
        using var folder = new TemporaryFolder();
        using var kept = new KeptReconstructions(folder.Path, lesionOutput);
        PatientSlices[] patients = [Patient(0.5f), Patient(0.25f)];

        foreach (var patient in patients)
        {
            float[] reconstruction = [.. patient.Images.ToArray().Select(value => value + 100)];
            float[] probability = lesionOutput ? [0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f] : [];
            kept.Add(PatientScoring.Input(patient, reconstruction, calibration: null, probability));
        }

        foreach (var patient in patients)
        {
            var back = kept.Next(patient, Calibration);

            // The first two pixels of the first slice are background, and the last of the second.
            bool[] foreground = [false, false, true, true, true, true, true, false];
            for (var i = 0; i < 16; i++)
            {
                Assert.Equal(patient.Images.Span[i] + (foreground[i / 8 * 4 + i % 4] ? 100 : 0), back.Reconstruction.Span[i]);
            }

            Assert.Equal(lesionOutput ? [0, 0, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0] : [], back.LesionProbability.ToArray());
            Assert.Same(Calibration, back.Calibration);
        }
    }

    /// <summary>Two slices of two modalities and 2 x 2 pixels.</summary>
    private static PatientSlices Patient(float bright) => new()
    {
        Name = "p",
        Modalities = Modalities.Parse("flair,t2"),
        Size = 2,
        SliceIndices = [0, 1],
        Images = new[] { 0, 0, bright, 1, 0, 0, 1, bright, bright, bright, 1, 0, bright, bright, 1, 0 },
        Lesion = default,
        NativeLesionVoxels = [],
        IntensityScale = [1, 1],
        NativeGeometry = VolumeGeometry.Unit(2, 2, 2),
    };
}
