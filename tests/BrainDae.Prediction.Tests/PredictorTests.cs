using System.Globalization;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Files;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.Prediction.Lesions;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Prediction.Tests;

public sealed class PredictorTests : IDisposable
{
    private const string Script = """
        import sys, nibabel as nib, numpy as np
        scan, label, score, mask = (nib.load(path) for path in sys.argv[1:5])
        for image in (score, mask):
            assert image.shape == scan.shape, image.shape
            assert image.affine.tobytes() == scan.affine.tobytes(), image.affine
            for name in ('pixdim', 'qform_code', 'sform_code', 'quatern_b', 'quatern_c', 'quatern_d', 'qoffset_x', 'qoffset_y', 'qoffset_z', 'srow_x', 'srow_y', 'srow_z', 'xyzt_units'):
                assert image.header[name].tobytes() == scan.header[name].tobytes(), name
        assert score.get_data_dtype() == np.float32 and mask.get_data_dtype() == np.uint8
        values, found = np.asarray(score.dataobj), np.asarray(mask.dataobj)
        assert found.any() and ((values > 0.5) == (found == 1)).all()
        centre = lambda voxels: np.argwhere(voxels).mean(axis=0)
        print(np.abs(centre(found) - centre(np.asarray(label.dataobj) > 0)).max())
        """;

    private readonly SmallCohort cohort = new();
    private readonly PhantomFiles phantom = new();
    private readonly TemporaryFolder output = new();
    private readonly SmallRun run;

    public PredictorTests()
    {
        run = new(cohort);
        run.CopyOneEpoch();
    }

    public void Dispose()
    {
        run.Dispose();
        output.Dispose();
        phantom.Dispose();
        cohort.Dispose();
    }

    [Fact]
    public void A_perfect_score_finds_the_lesion_within_half_a_voxel_of_the_truth()
    {
        using var predictor = Load(Truth());
        var prediction = predictor.Run(phantom.Files, TestContext.Current.CancellationToken);
        var lesion = Assert.Single(prediction.Lesions.Lesions);
        var (x, y, z) = phantom.Centre();
        Assert.Equal(x, lesion.CentreVoxel.X, 0.5);
        Assert.Equal(y, lesion.CentreVoxel.Y, 0.5);
        Assert.Equal(z, lesion.CentreVoxel.Z, 0.5);
        Assert.Equal(phantom.Geometry, prediction.Score.Geometry);
        Assert.Equal(phantom.Geometry, prediction.Lesions.Mask.Geometry);
    }

    [Fact]
    public void Nibabel_sees_the_same_affine_bit_for_bit_and_the_lesion_in_its_place()
    {
        Assert.SkipUnless(SystemPython.Has("nibabel"), "Python with nibabel is not here.");
        using var predictor = Load(Truth());
        var folder = new PredictionFolder(output.Path);
        new CohortPredictor(predictor, folder).Run(new("here", "by hand", [phantom.Files], []), TestContext.Current.CancellationToken);
        var distance = SystemPython.Run(Script, phantom["flair.nii.gz"], phantom["seg.nii.gz"], folder.Score("phantom"), folder.Mask(folder.Verified("phantom")));
        Assert.InRange(double.Parse(distance), 0, 0.5);
    }

    [Theory]
    [InlineData("brats/BraTS2021_90005", "BraTS2021_90005_flair", "BraTS2021_90005_t1", "BraTS2021_90005_t1ce", "BraTS2021_90005_t2")]
    [InlineData("ms/patient07", "FLAIR", "T1", "T1POST", "T2")]
    public void Real_scans_of_any_layout_keep_their_grid_bit_for_bit(string patient, params string[] scans)
    {
        var source = TestFiles.Shared(["realdata", .. patient.Split('/')]);
        Assert.SkipWhen(source is null, "The real scans are not on this machine.");
        Assert.SkipUnless(SystemPython.Has("nibabel"), "Python with nibabel is not here.");
        using var predictor = Load(new() { Score = new FlairIntensityScore(), Threshold = 0.5, MinimumVolume = 0 });
        var folder = new PredictionFolder(output.Path);
        PatientFiles files = PatientFiles.Of("real", Modalities.Brats, scans.Select(scan => Path.Combine(source, $"{scan}.nii.gz")));
        new CohortPredictor(predictor, folder).Run(new("here", "by hand", [files], []), TestContext.Current.CancellationToken);
        var distance = SystemPython.Run(Script, files[Modality.Flair].Path, folder.Mask(folder.Verified("real")), folder.Score("real"), folder.Mask(folder.Verified("real")));
        Assert.Equal(0, double.Parse(distance));
    }

    [Fact]
    public void The_three_steps_give_what_one_call_gives()
    {
        using var predictor = Load(new() { Score = new PublishedScore(), Threshold = 0.05 });
        var whole = predictor.Run(phantom.Files, TestContext.Current.CancellationToken);
        var slices = predictor.Prepare(phantom.Files);
        var steps = predictor.Finish(phantom.Files, slices, predictor.Reconstruct(slices, TestContext.Current.CancellationToken));
        Assert.True(whole.Score.Bytes.SequenceEqual(steps.Score.Bytes));
        Assert.Equal(whole.Lesions.Lesions.Select(l => (l.Voxels, l.CentreMm, l.Disagrees)), steps.Lesions.Lesions.Select(l => (l.Voxels, l.CentreMm, l.Disagrees)));
        Assert.NotEmpty(whole.Lesions.Lesions);
        Assert.All(whole.Lesions.Lesions, lesion => Assert.Equal(4, lesion.Residuals.Count));
        Assert.False(slices.HasLabel);
    }

    [Fact]
    public void The_score_is_that_of_training_taken_back_to_the_scan()
    {
        using var predictor = Load(new() { Score = new FlairIntensityScore(), Threshold = 0.9 });
        var prediction = predictor.Run(phantom.Files, TestContext.Current.CancellationToken);
        var slices = PatientPreprocessor.Run(phantom.Files, predictor.Settings.Preprocessing);
        Assert.Equal(SmallCohort.Size, slices.Size);
        Assert.True(prediction.SliceScores.Span.SequenceEqual(new FlairIntensityScore().Compute(new(slices.Images, default, slices.Count, slices.Size))));
        var outside = Enumerable.Range(0, phantom.Geometry.Shape[2]).Except(slices.SliceIndices).ToArray();
        Assert.All(outside, z => Assert.False(prediction.Score.Stored<float>().Slice(z * 40 * 52, 40 * 52).ContainsAnyExcept(0f)));
        Assert.All(prediction.Lesions.Lesions, lesion => Assert.Null(lesion.Disagrees));
    }

    [Fact]
    public void Without_a_choice_the_models_score_and_threshold_are_used()
    {
        using var model = run.Model.Open();
        using var predictor = Load(new());

        Assert.Equal("signed_residual", predictor.Settings.Score);
        Assert.Equal(ThresholdKind.Val, predictor.Settings.ThresholdKind);
        Assert.Equal(model.Calibration!.Of(AnomalyScore.DefaultOf(model.ScoreBasis), ThresholdKind.Val), predictor.Settings.Threshold);
        Assert.Equal(new(cohort.Store.Manifest.DataSha256, 2, 2) { Range = model.Calibration.Thresholds["signed_residual"].ValRange! }, predictor.Settings.ThresholdData);
        Assert.Equal(2, predictor.Settings.ThresholdData!.Range!.Patients);
        Assert.Equal(model.Sha256, predictor.Settings.Model.Sha256);

        using var healthy = Load(new() { ThresholdKind = ThresholdKind.Healthy });
        Assert.Equal(model.Calibration.Of(AnomalyScore.DefaultOf(model.ScoreBasis), ThresholdKind.Healthy), healthy.Settings.Threshold);
    }

    [Fact]
    public void A_model_that_is_not_calibrated_says_so_and_names_the_command()
    {
        TestModel.Write(run.Model);

        foreach (var options in new PredictionOptions[] { new(), new() { Score = new SignedResidualScore(), Threshold = 1 }, new() { ThresholdKind = ThresholdKind.Val } })
        {
            var failure = Assert.Throws<BrainDaeException>(() => Load(options));
            Assert.Equal(FailureKind.MissingInput, failure.Kind);
            Assert.Contains("not calibrated", failure.Message, StringComparison.Ordinal);
            Assert.Contains("braindae calibrate", failure.Message, StringComparison.Ordinal);
        }

        using var given = Load(new() { Threshold = 0.1 });
        Assert.Equal(("published", ThresholdKind.Given, null), (given.Settings.Score, given.Settings.ThresholdKind, given.Settings.ThresholdData));
    }

    [Fact]
    public void A_copy_of_the_file_in_an_empty_folder_predicts_the_same_bytes()
    {
        using var place = new TemporaryFolder();
        File.Copy(run.Model.Model, place["elsewhere.safetensors"]);
        using var predictor = Load(new());
        using var copy = ModelFile.Open(place["elsewhere.safetensors"]);
        using var elsewhere = new Predictor(copy, () => TestModel.Load(copy), new());

        var (here, there) = (predictor.Run(phantom.Files, TestContext.Current.CancellationToken), elsewhere.Run(phantom.Files, TestContext.Current.CancellationToken));

        Assert.True(here.Score.Bytes.SequenceEqual(there.Score.Bytes));
        Assert.True(here.Lesions.Mask.Bytes.SequenceEqual(there.Lesions.Mask.Bytes));
        Assert.Equal(here.Settings with { Model = here.Settings.Model with { Identifier = "elsewhere" } }, there.Settings);
    }

    [Theory]
    [InlineData(double.NaN, 1, 1, "`Threshold`")]
    [InlineData(0.5, -1, 1, "`MinimumVolume` -1")]
    [InlineData(0.5, 1, 0, "`BatchSize` 0")]
    public void Options_out_of_range_are_refused(double threshold, double minimumVolume, int batchSize, string flag)
    {
        var failure = Assert.Throws<BrainDaeException>(() => Load(new() { Threshold = threshold, MinimumVolume = minimumVolume, BatchSize = batchSize }));
        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.Contains(flag, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_user_is_warned_of_a_scan_that_is_not_skull_stripped()
    {
        var scan = NiftiReader.Read(phantom["t1.nii.gz"]);
        var raised = scan.Stored<short>().ToArray().Select(value => (short)(value + 100)).ToArray();
        NiftiWriter.Write(phantom["t1.nii.gz"], Volume.Create<short>(scan.Geometry, raised));
        using var predictor = Load(Truth());
        Assert.Contains(Finished(predictor).Warnings, warning => warning.Contains("skull-stripped", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_scan_in_48_orientations_has_the_same_mask_after_the_way_back()
    {
        var shape = phantom.Geometry.Shape;
        using var predictor = Load(Truth());
        var scans = phantom.Files.Scans.Values.Select(scan => NiftiReader.Read(scan.Path).Stored<short>().ToArray()).ToArray();
        var expected = Predict(new([0, 1, 2], [true, true, false]));
        var mask = expected.Lesions.Mask.Stored<byte>().ToArray();
        Assert.Contains((byte)1, mask);
        Assert.All(Orientation.All, orientation =>
        {
            var prediction = Predict(orientation);
            Assert.Equal(orientation.Store([.. shape], (x, y, z) => mask[Lps(x, y, z)]), prediction.Lesions.Mask.Stored<byte>().ToArray());
            Assert.Equal(orientation.ToString(), AxisCodes.Of(prediction.Score.Geometry.Affine));
            var (lesion, same) = (Assert.Single(prediction.Lesions.Lesions), Assert.Single(expected.Lesions.Lesions));
            Assert.Equal(same.CentreMm.X, lesion.CentreMm.X, 1e-6);
            Assert.Equal(same.CentreMm.Y, lesion.CentreMm.Y, 1e-6);
            Assert.Equal(same.CentreMm.Z, lesion.CentreMm.Z, 1e-6);
            Assert.Equal(Centre(prediction.Lesions.Mask), new Point(Math.Round(lesion.CentreVoxel.X, 9), Math.Round(lesion.CentreVoxel.Y, 9), Math.Round(lesion.CentreVoxel.Z, 9)));
            Assert.Equal(same.LargestSlice, lesion.LargestSlice);
            Assert.Equal(same.Residuals, lesion.Residuals);
            Assert.All(prediction.Lesions.Labels.ToArray().Zip(prediction.Lesions.Mask.Stored<byte>().ToArray()), voxel => Assert.Equal(voxel.Second, voxel.First));
        });

        int Lps(int x, int y, int z) => shape[0] - 1 - x + shape[0] * (shape[1] - 1 - y + shape[1] * z);

        PatientPrediction Predict(Orientation orientation)
        {
            for (var i = 0; i < scans.Length; i++)
            {
                var scan = scans[i];
                NiftiWriter.Write(phantom.Files[Modalities.Brats[i]].Path, Volume.Create<short>(orientation.Grid([.. shape], [1, 1.5, 2], [3, -4, 5]), orientation.Store([.. shape], (x, y, z) => scan[Lps(x, y, z)])));
            }

            return Finished(predictor);
        }

        Point Centre(Volume mask)
        {
            var (sum, count) = (new double[3], 0);
            var voxels = mask.Stored<byte>();
            for (var i = 0; i < voxels.Length; i++)
            {
                int[] at = [i % mask.Shape[0], i / mask.Shape[0] % mask.Shape[1], i / mask.Shape[0] / mask.Shape[1]];
                for (var axis = 0; axis < 3 && voxels[i] != 0; axis++)
                {
                    sum[axis] += at[axis];
                    count += axis / 2;
                }
            }

            return new(Math.Round(sum[0] / count, 9), Math.Round(sum[1] / count, 9), Math.Round(sum[2] / count, 9));
        }
    }

    [Fact]
    public void The_network_is_loaded_only_for_accepted_options_and_a_score_that_needs_it_and_then_disposed()
    {
        using var model = run.Model.Open();
        List<Watched> loaded = [];
        Watched Load()
        {
            loaded.Add(new(TestModel.Load(model)));
            return loaded[^1];
        }

        Assert.Throws<BrainDaeException>(() => new Predictor(model, Load, new() { MinimumVolume = -1 }));
        using (var baseline = new Predictor(model, Load, new() { Score = new FlairContrastScore(), Threshold = 1 }))
        {
            Assert.Null(baseline.Settings.Runtime);
        }

        Assert.Empty(loaded);
        using (new Predictor(model, Load, new()))
        {
            Assert.False(Assert.Single(loaded).IsDisposed);
        }

        Assert.True(Assert.Single(loaded).IsDisposed);
    }

    [Theory]
    [InlineData("C:x")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("../a")]
    public void A_name_that_is_no_folder_on_some_system_is_refused_before_anything_is_written(string name)
    {
        using var predictor = Load(Truth());
        var prediction = Finished(predictor) with { Name = name };
        var folder = new PredictionFolder(output["predictions"]);

        Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => folder.Write(prediction, [])).Kind);
        Assert.False(Directory.Exists(output["predictions"]));
        var failed = new CohortPredictor(predictor, folder).Run(new("here", "by hand", [PatientFiles.Of(name, Modalities.Brats, phantom.Files.Scans.Values.Select(scan => scan.Path))], []), TestContext.Current.CancellationToken);
        Assert.Equal(name, Assert.Single(failed.Failed).Name);
    }

    [Fact]
    public void What_is_written_has_the_hashes_that_were_found_on_the_way()
    {
        using var predictor = Load(Truth());
        var folder = new PredictionFolder(output.Path);

        var written = folder.Write(Finished(predictor), []);

        Assert.Equal(5, written.Files.Length);
        Assert.All(written.Files, file => Assert.Equal(FileHash.Of(Path.Combine(folder.Of("phantom"), file.File)), file.Sha256));
        Assert.Equal(written.Files, folder.Verified("phantom").Files);
    }

    [Fact]
    public void Pictures_show_the_slice_of_the_lesion_though_others_were_not_kept()
    {
        using var predictor = Load(Truth());
        var whole = Finished(predictor);
        var shown = Assert.Single(whole.Lesions.Lesions).LargestSlice;

        // Only the first slice and that of the lesion are kept, as of an imported patient.
        int[] kept = [0, whole.Slices.SliceIndices.IndexOf(shown)];
        var elements = 4 * whole.Slices.Size * whole.Slices.Size;
        float[] images = [.. kept.SelectMany(slice => whole.Slices.Images.Slice(slice * elements, elements).ToArray())];
        var gaps = whole with
        {
            Slices = whole.Slices with { SliceIndices = [whole.Slices.SliceIndices[0], shown], Images = images },
            SliceScores = new float[images.Length / 4],
            Reconstructed = new(images, default, 2, whole.Slices.Size),
        };

        Assert.Equal([1], PredictionMontage.Slices(gaps));
        Assert.Equal(PredictionMontage.Draw(whole).Width, PredictionMontage.Draw(gaps).Width);
    }

    [Fact]
    public void Warnings_are_the_same_bytes_whatever_the_language_of_the_host()
    {
        var scan = NiftiReader.Read(phantom["t1.nii.gz"]);
        NiftiWriter.Write(phantom["t1.nii.gz"], Volume.Create<short>(scan.Geometry, scan.Stored<short>().ToArray().Select(value => (short)(value > 0 ? value + 100 : -30)).ToArray()));
        using var predictor = Load(Truth());
        var expected = Finished(predictor).Warnings;
        var here = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.PercentDecimalSeparator, german.NumberFormat.PercentSymbol) = (",", ",", "v. H.");
        try
        {
            CultureInfo.CurrentCulture = german;

            Assert.Contains(expected, warning => warning.Contains(" % of its pixels are below 0", StringComparison.Ordinal));
            Assert.Equal(expected, Finished(predictor).Warnings);
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    private PatientPrediction Finished(Predictor predictor)
    {
        var slices = predictor.Prepare(phantom.Files);
        return predictor.Finish(phantom.Files, slices, predictor.Reconstruct(slices, TestContext.Current.CancellationToken));
    }

    private PredictionOptions Truth()
    {
        var labelled = PatientPreprocessor.Run(phantom.Files, new() { Size = SmallCohort.Size });
        return new() { Score = new TruthScore(labelled.Lesion), Threshold = 0.5, MinimumVolume = 0 };
    }

    private sealed class Watched(IReconstructor network) : IReconstructor
    {
        public bool IsDisposed { get; private set; }

        public string Runtime => network.Runtime;

        public NetworkPrecision Precision => network.Precision;

        public bool HasLesionOutput => network.HasLesionOutput;

        public void Run(ReadOnlySpan<float> images, Span<float> reconstruction, Span<float> lesionProbability, int size, CancellationToken cancellation) =>
            network.Run(images, reconstruction, lesionProbability, size, cancellation);

        public void Dispose()
        {
            network.Dispose();
            IsDisposed = true;
        }
    }

    private Predictor Load(PredictionOptions options)
    {
        using var model = run.Model.Open();
        return new(model, () => TestModel.Load(model), options);
    }
}
