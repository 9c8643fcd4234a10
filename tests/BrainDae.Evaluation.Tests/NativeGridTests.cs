using System.Collections.Immutable;
using BrainDae.Method.Calibration;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Scratch;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Network;

namespace BrainDae.Evaluation.Tests;

/// <summary>
/// Measurements on the scans' own grids: bright blocks of 10 x 8 x 5 voxels that are labelled, specks of 20 that are
/// not, and three labelled voxels in a slice without brain, so that the right figures are known.
/// </summary>
public sealed class NativeGridTests : IDisposable
{
    private const int Depth = 12;
    private const int Block = 10 * 8 * 5;
    private const int Speck = 2 * 2 * 5;
    private const int LabelledOutside = 3;

    private readonly TemporaryFolder folder = new();

    private string Source => folder["source"];

    [Fact]
    public void Scans_of_the_size_of_their_slices_are_measured_voxel_for_voxel()
    {
        using var store = Preprocess(width: 32, height: 32);

        var tissue = 32 * 32 * (Depth - 2);
        var split = Score(store, filter: true);
        Assert.All(At(split, ThresholdKind.Val), validation =>
        {
            Assert.Equal(new(Block, Speck, LabelledOutside, 32 * 32 * Depth - Block - Speck - LabelledOutside), validation.Unfiltered);
            Assert.Equal(new(Block, 0, LabelledOutside, 32 * 32 * Depth - Block - LabelledOutside), validation.Voxels);
            Assert.Equal(new(1, 1, 0), validation.Volume!.Value.Lesions);
            Assert.Equal(0, validation.Volume.Value.Hausdorff95);
        });
        Assert.All(At(split, ThresholdKind.Healthy), healthy => Assert.Equal(new(Block, tissue - Block, LabelledOutside, 2 * 32 * 32 - LabelledOutside), healthy.Voxels));
    }

    [Fact]
    public void Components_stay_without_the_filter()
    {
        using var store = Preprocess(width: 32, height: 32);

        Assert.All(At(Score(store, filter: false), ThresholdKind.Val), detection => Assert.Equal(detection.Unfiltered, detection.Volume!.Value.Voxels));
    }

    [Theory]
    [InlineData(40, 28)]
    [InlineData(28, 44)]
    [InlineData(64, 60)]
    public void Scans_of_another_size_are_measured_at_their_own(int width, int height)
    {
        using var store = Preprocess(width, height);

        foreach (var detection in At(Score(store, filter: true), ThresholdKind.Val))
        {
            var metrics = detection.Volume!.Value;
            Assert.Equal(width * height * Depth, metrics.Voxels.Total);
            Assert.Equal(Block + LabelledOutside, metrics.Voxels.TruePositives + metrics.Voxels.FalseNegatives);
            Assert.InRange(metrics.Voxels.Dice, 0.8, 1);
            Assert.InRange(metrics.Hausdorff95, 0, 2);
            Assert.Equal((1, 1), (metrics.Lesions.Lesions, metrics.Lesions.Found));
        }
    }

    [Fact]
    public void A_score_that_needs_no_network_is_not_measured()
    {
        using var store = Preprocess(width: 32, height: 32);

        var split = Score(store, filter: true, new FlairIntensityScore());

        Assert.Equal([FigureThreshold.Of(ThresholdKind.Val), FigureThreshold.Of(ThresholdKind.Healthy)], split.Thresholds.Select(at => at.Threshold));
        Assert.All(split.Thresholds, at => Assert.Equal(FigureGrid.Slices, at.Grid));
        Assert.All(split.Patients, patient => Assert.Equal(2, patient.Detections.Length));
    }

    [Fact]
    public void A_segmentation_that_has_changed_is_refused_with_its_name()
    {
        using var store = Preprocess(width: 32, height: 32);
        WriteLabel("B", 32, 32, extra: 1);

        var failure = Assert.Throws<BrainDaeException>(() => Score(store, filter: true));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith(PathOf("B", "seg"), failure.Message, StringComparison.Ordinal);
        Assert.Contains("slice 7 has 81 lesion voxels and had 80", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segmentation_of_another_shape_is_refused_with_its_name()
    {
        using var store = Preprocess(width: 32, height: 32);
        WriteLabel("A", 40, 28, extra: 0);

        var failure = Assert.Throws<BrainDaeException>(() => Score(store, filter: true));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains("its shape is 40x28x12 and was 32x32x12", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_patient_whose_scans_are_gone_is_refused_before_anything_is_scored()
    {
        using var store = Preprocess(width: 32, height: 32);
        Directory.Delete(Path.Combine(Source, "B"), recursive: true);

        Assert.NotNull(NativeTruth.Find(store, ["A"]));
        var failure = Assert.Throws<BrainDaeException>(() => NativeTruth.Find(store, ["A", "B"]));

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.StartsWith(Source, failure.Message, StringComparison.Ordinal);
        Assert.Contains("patient B", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, FailureKind.InvalidInput)]
    [InlineData(false, FailureKind.MissingInput)]
    public void A_folder_without_scans_is_refused_with_what_to_do(bool remains, FailureKind kind)
    {
        using var store = Preprocess(width: 32, height: 32);
        Directory.Delete(Source, recursive: true);
        if (remains)
        {
            Directory.CreateDirectory(Source);
        }

        var failure = Assert.Throws<BrainDaeException>(() => NativeTruth.Find(store, ["A"]));

        Assert.Equal(kind, failure.Kind);
        Assert.StartsWith(Source, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Leave out `NativeGrid`", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Fill<T>(T[] voxels, int width, int height, (int From, int To) x, (int From, int To) y, (int From, int To) z, T value)
    {
        for (var k = z.From; k < z.To; k++)
        {
            for (var j = y.From; j < y.To; j++)
            {
                Array.Fill(voxels, value, (k * height + j) * width + x.From, x.To - x.From);
            }
        }
    }

    private static ScoredSplit Score(SliceStore store, bool filter, AnomalyScore? score = null)
    {
        score ??= new FlairOfTheNetwork();
        using var reconstructor = new Reconstructor(TorchNetworks.Create(new UNetOptions { BaseChannels = 2, Depth = 2 }, seed: 1), null, GoldenNetwork.Runtime, default);
        var thresholds = ImmutableSortedDictionary<string, ScoreThresholds>.Empty.Add(score.Name, new(score.Revision, 0.75, 0.25));
        using var scratch = new ScratchFile(Path.GetTempPath(), need: 0);
        var plan = new ScoringPlan
        {
            Scratch = scratch,
            Thresholds = new()
            {
                Software = "",
                Data = new("", "", 0, 0, 0, PatientRegister.Empty),
                Precision = NetworkPrecision.Float32,
                Healthy = HealthyResiduals.Uncalibrated(4),
                HealthyRate = 0.01,
                Thresholds = thresholds,
            },
            Measurement = PatientMeasurement.Of(new() { UseComponentFilter = filter }),
            Native = NativeTruth.Find(store, store.Patients),
        };
        return new CohortScorer(store, reconstructor, [score], new(HealthyResiduals.Uncalibrated(4), ResidualUnit: null))
            .Run(store.Patients, plan, _ => { }, TestContext.Current.CancellationToken)[0];
    }

    /// <summary>Both patients' detections on the scans' own grids.</summary>
    private static MeasuredDetection[] At(ScoredSplit split, ThresholdKind kind)
    {
        var at = split.Thresholds.Index().Single(entry => entry.Item.Grid == FigureGrid.Native && entry.Item.Threshold.Kind == kind).Index;
        Assert.Equal(2, split.Patients.Length);
        return [.. split.Patients.Select(patient => patient.Detections[at])];
    }

    /// <summary>Two patients, to slices of 32 x 32: tissue 0.5, block and speck 1.</summary>
    private SliceStore Preprocess(int width, int height)
    {
        foreach (var name in new[] { "A", "B" })
        {
            foreach (var modality in Modalities.Brats)
            {
                var voxels = new float[width * height * Depth];
                Fill(voxels, width, height, (0, width), (0, height), (1, Depth - 1), 100);
                Fill(voxels, width, height, (5, 15), (12, 20), (4, 9), 200);
                Fill(voxels, width, height, (22, 24), (4, 6), (4, 9), 200);
                NiftiWriter.Write(PathOf(name, modality.Name), Volume.Create<float>(VolumeGeometry.Unit(width, height, Depth), voxels));
            }

            WriteLabel(name, width, height, extra: 0);
        }

        var result = CohortPreprocessor.Run(
            BratsCohort.Find(Source), new() { DataFolder = folder["data"], Patient = new() { Size = 32 } }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, result.Done);
        return SliceStore.Open(folder["data"]);
    }

    private void WriteLabel(string name, int width, int height, int extra)
    {
        var voxels = new byte[width * height * Depth];
        Fill(voxels, width, height, (5, 15), (12, 20), (4, 9), (byte)4);
        Fill(voxels, width, height, (1, 1 + extra), (1, 2), (7, 8), (byte)1);
        Fill(voxels, width, height, (20, 20 + LabelledOutside), (20, 21), (0, 1), (byte)2);
        NiftiWriter.Write(PathOf(name, "seg"), Volume.Create<byte>(VolumeGeometry.Unit(width, height, Depth), voxels));
    }

    private string PathOf(string name, string suffix) => Path.Combine(Source, name, $"{name}_{suffix}.nii.gz");

    /// <summary>Knows the lesion, as a perfect network would.</summary>
    private sealed class FlairOfTheNetwork : AnomalyScore
    {
        public override string Name => "known";

        public override string Description => "bright on FLAIR";

        public override ScoreRole Role => ScoreRole.Method;

        public override bool NeedsReconstruction => true;

        public override bool FitsPublishedThresholds => false;

        protected override float[] ComputeCore(ReconstructedPatient input) => new FlairIntensityScore().Compute(input);
    }
}
