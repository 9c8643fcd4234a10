using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Method.Tests.BiasFields;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Scoring;

/// <summary>A patient under a field, and a network that finds its lesion and gives back a quarter less.</summary>
public sealed class BiasCorrectionTests
{
    private static readonly KnownField Known = new(0.05);

    private static readonly PatientSlices Patient = new()
    {
        Name = "p",
        Modalities = Modalities.Parse("flair,t2"),
        Size = KnownField.Size,
        SliceIndices = [.. Enumerable.Range(0, KnownField.Slices)],
        Images = Known.Images,
        Lesion = default,
        NativeLesionVoxels = [],
        IntensityScale = [1, 1],
        NativeGeometry = VolumeGeometry.Unit(KnownField.Size, KnownField.Size, KnownField.Slices),
    };

    private static readonly ScoreCalibration Without = new(HealthyResiduals.Uncalibrated(2), ResidualUnit: 1);

    [Fact]
    public void The_network_and_its_scores_see_the_corrected_patient()
    {
        var corrected = Reconstruct(Without with { BiasCorrection = true }, wantsScans: true);

        Assert.InRange(Known.Error(corrected.Images.ToArray()), 0, 0.01);
        Assert.Equal(corrected.Images.Span[^1] * 0.75f, corrected.Reconstruction.Span[^1]);
        Assert.NotEqual(new SignedResidualScore().Compute(Reconstruct(Without, wantsScans: true)), new SignedResidualScore().Compute(corrected));
    }

    [Fact]
    public void Published_score_and_baselines_are_computed_from_the_scans_as_they_are()
    {
        var (plain, corrected) = (Reconstruct(Without, wantsScans: true), Reconstruct(Without with { BiasCorrection = true }, wantsScans: true));

        AnomalyScore[] scores = [.. AnomalyScore.All.Where(score => score.Role != ScoreRole.Method)];
        Assert.Equal(4, scores.Length);
        Assert.All(scores, score => Assert.Equal(score.Compute(plain), score.Compute(corrected)));
    }

    [Fact]
    public void A_first_pass_over_a_quarter_of_the_slices_gives_the_same_bits()
    {
        using var network = new Finder();
        var all = PatientScoring.Reconstruct(Patient, [], network, Without with { BiasCorrection = true }, wantsScans: true, CancellationToken.None);
        var seen = network.Seen;
        var quarter = PatientScoring.Reconstruct(Patient, [], network, Without with { BiasCorrection = true }, wantsScans: false, CancellationToken.None);

        Assert.Equal((80, 50), (seen, network.Seen - seen));
        Assert.Equal(all.Images.ToArray(), quarter.Images.ToArray());
        Assert.Equal(all.LesionProbability.ToArray(), quarter.LesionProbability.ToArray());
        Assert.Equal(Known.Images, quarter.AsScanned.Images.ToArray());
    }

    [Fact]
    public void What_a_calibration_keeps_comes_back_corrected()
    {
        using var folder = new TemporaryFolder();
        using var kept = new KeptReconstructions(folder.Path, lesionOutput: true);
        var calibration = Without with { BiasCorrection = true };
        var patient = Reconstruct(calibration, wantsScans: true);
        kept.Add(patient);

        var back = kept.Next(Patient, calibration);

        Assert.Equal(patient.Images.ToArray(), back.Images.ToArray());
        Assert.Equal(new CombinedScore().Compute(patient), new CombinedScore().Compute(back));
        Assert.Equal(new PublishedScore().Compute(patient), new PublishedScore().Compute(back));
    }

    [Fact]
    public void Printing_a_patient_ends() =>
        Assert.Contains($"Slices = {KnownField.Slices}", Reconstruct(Without, wantsScans: true).ToString(), StringComparison.Ordinal);

    private static ReconstructedPatient Reconstruct(ScoreCalibration calibration, bool wantsScans)
    {
        using var network = new Finder();
        return PatientScoring.Reconstruct(Patient, [], network, calibration, wantsScans, CancellationToken.None);
    }

    /// <summary>Where FLAIR is above 1, corrected or not, it is sure of a lesion.</summary>
    private sealed class Finder : IReconstructor
    {
        public string Runtime => "test";

        public NetworkPrecision Precision => NetworkPrecision.Float32;

        public bool HasLesionOutput => true;

        /// <summary>How many slices it has seen.</summary>
        public int Seen { get; private set; }

        public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation)
        {
            Seen += images.Length / (2 * size * size);
            for (var i = 0; i < images.Length; i++)
            {
                reconstruction[i] = 0.75f * images[i];
            }

            for (var i = 0; i < lesionProbability.Length; i++)
            {
                lesionProbability[i] = images[i / (size * size) * 2 * size * size + i % (size * size)] > 1 ? 1 : 0;
            }
        }

        public void Dispose()
        {
        }
    }
}
