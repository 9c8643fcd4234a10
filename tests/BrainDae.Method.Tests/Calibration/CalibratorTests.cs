using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Calibration;

/// <summary>Patients whose slices differ from each other, so that one more or less shows.</summary>
public sealed class CalibratorTests : IDisposable
{
    private const int Size = 8;
    private const int Area = Size * Size;
    private const int Slices = 4;
    private const int LesionSlice = 2;

    private static readonly CalibrationOptions Options = new() { HealthyRate = 0.25 };

    private readonly TemporaryFolder folder = new();

    public CalibratorTests()
    {
        var options = new SliceStoreOptions { Modalities = Modalities.Parse("flair"), PreprocessingJson = "{}" };
        SliceStoreWriter.Write(folder.Path, Patient("labelled", labelled: true), options);
        SliceStoreWriter.Write(folder.Path, Patient("plain", labelled: false), options);
        CohortManifest.Build(folder.Path, "source", "1").Write(folder.Path);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Residuals_are_those_of_the_healthy_slices()
    {
        var calibration = Run(Options);

        // A quarter of each intensity is missing.
        var expected = Math.Sqrt(Healthy().Average(value => (double)value * value) / 16);
        Assert.Equal(expected, Assert.Single(calibration.Healthy.Deviations), 1e-6);
        Assert.Equal(7 * Area, calibration.Healthy.Pixels);
    }

    [Fact]
    public void The_healthy_threshold_lets_the_stated_share_of_healthy_pixels_through()
    {
        var healthy = Healthy().Order().ToArray();

        var thresholds = Run(Options).Thresholds[new FlairIntensityScore().Name];

        Assert.Equal(healthy[^(healthy.Length / 4 + 1)], thresholds.Healthy);
    }

    [Fact]
    public void The_val_threshold_divides_the_lesion_from_the_rest() =>
        Assert.InRange(Run(Options).Thresholds[new FlairIntensityScore().Name].Val!.Value, 2, 2.999);

    [Fact]
    public void What_was_calibrated_and_how_is_recorded()
    {
        var calibration = Run(Options);

        Assert.Equal((NetworkPrecision.BFloat16, 0.25), (calibration.Precision, calibration.HealthyRate));
        Assert.Equal((2, 1, 7), (calibration.Data.Patients, calibration.Data.LabelledPatients, calibration.Data.HealthySlices));
        Assert.Equal(["labelled", "plain"], calibration.Data.Register.Names);
        Assert.Equal(AnomalyScore.All.Where(score => !score.NeedsLesionOutput && !score.NeedsResidualUnit).Select(score => score.Name).Order(StringComparer.Ordinal), calibration.Thresholds.Keys);
        Assert.False(calibration.Data.IsAnonymous);
        Assert.NotEmpty(calibration.Software);
    }

    [Fact]
    public void An_anonymous_calibration_names_nobody_and_still_knows_its_patients()
    {
        var named = Run(Options).Data;
        var data = Run(Options with { Anonymous = true }).Data;

        Assert.True(data.IsAnonymous);
        Assert.DoesNotContain("plain", data.Register.Names);
        Assert.True(data.Register.Holds("plain", "unknown"));
        Assert.False(data.Register.Holds("other", "unknown"));
        Assert.True(data.Register.Holds("renamed", named.Register.ContentSha256[0]));
        Assert.Same(data, data.Anonymous());
    }

    [Fact]
    public void Each_patient_is_reported_for_residuals_for_scores_and_for_its_paintings()
    {
        var heard = new Heard();

        Run(Options, heard);

        Assert.Equal(["labelled", "plain", "labelled", "plain", "labelled", "plain"], heard.Names);
        using var store = SliceStore.Open(folder.Path);
        using var network = new ThreeQuarters();
        using var finder = new BrightIsLesion();
        Assert.Equal((6, 8), (new Calibrator(store, network).Steps(2), new Calibrator(store, finder).Steps(2)));
        Assert.Equal(2 * 100 + 2 * 32, new Calibrator(store, finder).Steps(100));
    }

    [Fact]
    public void Few_patients_are_painted_until_there_are_eight_paintings()
    {
        var range = Run(Options).Thresholds[new FlairIntensityScore().Name].SyntheticRange!;

        Assert.Equal(8, range.Patients);
        Assert.True(range.Least < range.Greatest);
        Assert.Equal((1, 2), (Run(Options).Thresholds[new FlairIntensityScore().Name].ValRange!.Patients, Run(Options).Thresholds[new FlairIntensityScore().Name].HealthyRange!.Patients));
    }

    [Fact]
    public void The_synthetic_threshold_lies_between_the_brain_and_what_was_painted_into_it()
    {
        // The brain is 2.5 at its brightest and 0.5 at its darkest.
        var lesions = new LesionOptions { Flair = new(2, 2), Radius = new(0.2, 0.3), CoreShare = 0, Texture = new(0, 0), Flattening = new(0, 0), Edge = new(0.001, 0.001) };

        Assert.InRange(Run(Options with { Lesions = lesions }).Thresholds[new FlairIntensityScore().Name].Synthetic!.Value, 1.9, 2.6);
    }

    [Fact]
    public void No_outline_of_a_real_lesion_is_in_the_synthetic_threshold()
    {
        var first = Run(Options).Thresholds[new FlairIntensityScore().Name];
        SliceStoreWriter.Write(folder.Path, Patient("labelled", labelled: true, brightness: 9), new() { Modalities = Modalities.Parse("flair"), PreprocessingJson = "{}" });
        CohortManifest.Build(folder.Path, "source", "1").Write(folder.Path);
        var second = Run(Options).Thresholds[new FlairIntensityScore().Name];

        Assert.NotNull(first.Synthetic);
        Assert.Equal((first.Synthetic, first.SyntheticRange), (second.Synthetic, second.SyntheticRange));
    }

    [Fact]
    public void Where_the_network_says_where_lesions_are_the_residual_gets_its_unit()
    {
        using var store = SliceStore.Open(folder.Path);
        using var network = new BrightIsLesion();
        var found = new Calibrator(store, network).Run(["plain", "labelled"], [], Options, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(found.Thresholds["signed_residual"].Synthetic, found.ResidualUnit);
        Assert.True(found.ResidualUnit > 0);
        Assert.Equal(found.ResidualUnit, found.ForScores.ResidualUnit);
        Assert.Equal(2, found.Smoothing);
        Assert.Equal(0.5, Run(Options with { Smoothing = 0.5 }).ForScores.Smoothing);
        Assert.NotNull(found.Thresholds["combined"].Synthetic);
        Assert.Null(Run(Options).ResidualUnit);
    }

    [Fact]
    public void The_network_sees_each_slice_and_each_painting_once_and_nothing_stays_in_the_scratch_folder()
    {
        using var scratch = new TemporaryFolder();
        using var store = SliceStore.Open(folder.Path);
        using var network = new BrightIsLesion();

        new Calibrator(store, network, scratch.Path).Run(["plain", "labelled"], [], Options, progress: null, TestContext.Current.CancellationToken);

        // Eight slices as they are, and the seven healthy ones of them painted four times.
        Assert.Equal((8 + 4 * 7) * Area, network.Seen);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.Path));
    }

    [Fact]
    public void A_scratch_folder_that_cannot_be_written_is_named()
    {
        using var store = SliceStore.Open(folder.Path);
        using var network = new ThreeQuarters();
        var taken = Path.Combine(folder.Path, "manifest.json");

        var failure = Assert.Throws<BrainDaeException>(() => new Calibrator(store, network, taken).Run(["plain"], [], Options, progress: null, TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
        Assert.StartsWith(taken, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_are_computed_from_the_patients_own_grid_and_the_models_own_residuals()
    {
        var (patient, calibration) = (Patient("p", labelled: false), new ScoreCalibration(new([0.5], 3), ResidualUnit: 2));

        var input = PatientScoring.Input(patient with { NativeGeometry = VolumeGeometry.Unit(2 * Size, 3 * Size, Slices) }, new float[Slices * Area], calibration, default);

        Assert.Equal(new(1, 2, 3), input.Spacing);
        Assert.Same(calibration, input.Calibration);
        Assert.Equal(patient.Modalities, input.Modalities);
    }

    [Theory]
    [InlineData(-0.001, false)]
    [InlineData(0, true)]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    [InlineData(double.NaN, false)]
    public void A_rate_is_0_to_below_1(double rate, bool valid)
    {
        var failure = Record.Exception((Options with { HealthyRate = rate }).Validate);

        Assert.Equal(valid ? null : FailureKind.InvalidOption, (failure as BrainDaeException)?.Kind);
    }

    [Fact]
    public void One_healthy_pixel_in_a_hundred_is_let_through_where_nothing_is_said() => Assert.Equal(0.01, new CalibrationOptions().HealthyRate);

    private ModelCalibration Run(CalibrationOptions options, IProgress<string>? progress = null)
    {
        using var store = SliceStore.Open(folder.Path);
        using var network = new ThreeQuarters();
        return new Calibrator(store, network).Run(["plain", "labelled"], [], options, progress, TestContext.Current.CancellationToken);
    }

    /// <summary>FLAIR of all healthy slices.</summary>
    private static IEnumerable<float> Healthy() =>
        from patient in new[] { Patient("labelled", labelled: true), Patient("plain", labelled: false) }
        from slice in Enumerable.Range(0, Slices)
        where slice != LesionSlice || !patient.HasLabel
        from value in patient.Images.Slice(slice * Area, Area).ToArray()
        select value;

    /// <summary>Slice after slice brighter; the lesion is the brightest, and begins with its slice's first pixel.</summary>
    private static PatientSlices Patient(string name, bool labelled, float brightness = 3)
    {
        var images = Enumerable.Range(0, Slices * Area).Select(i => 0.5f + i / Area * 0.5f + i % Area / 128f).ToArray();
        var lesion = new byte[Slices * Area];
        if (labelled)
        {
            lesion.AsSpan(LesionSlice * Area, 16).Fill(1);
            images.AsSpan(LesionSlice * Area, 16).Fill(brightness);
        }

        return new()
        {
            Name = name,
            Modalities = Modalities.Parse("flair"),
            Size = Size,
            SliceIndices = [0, 1, 2, 3],
            Images = images,
            Lesion = labelled ? lesion : default,
            NativeLesionVoxels = labelled ? [0, 0, 16, 0] : [],
            IntensityScale = [1],
            NativeGeometry = VolumeGeometry.Unit(Size, Size, Slices),
        };
    }

    private sealed class ThreeQuarters : IReconstructor
    {
        public string Runtime => "test";

        public NetworkPrecision Precision => NetworkPrecision.BFloat16;

        public bool HasLesionOutput => false;

        public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation)
        {
            for (var i = 0; i < images.Length; i++)
            {
                reconstruction[i] = 0.75f * images[i];
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class BrightIsLesion : IReconstructor
    {
        public string Runtime => "test";

        public NetworkPrecision Precision => NetworkPrecision.BFloat16;

        public bool HasLesionOutput => true;

        public int Seen { get; private set; }

        public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation)
        {
            Seen += images.Length;
            for (var i = 0; i < images.Length; i++)
            {
                reconstruction[i] = 0.75f * images[i];
            }

            for (var i = 0; i < lesionProbability.Length; i++)
            {
                lesionProbability[i] = images[i] > 2 ? 0.9f : 0.1f;
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class Heard : IProgress<string>
    {
        public List<string> Names { get; } = [];

        public void Report(string value) => Names.Add(value);
    }
}
