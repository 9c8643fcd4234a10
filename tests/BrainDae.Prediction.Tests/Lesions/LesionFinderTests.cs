using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Components;
using BrainDae.Nifti.Volumes;
using BrainDae.Prediction.Lesions;
using CsCheck;

namespace BrainDae.Prediction.Tests.Lesions;

public sealed class LesionFinderTests
{
    private static readonly VolumeGeometry Grid = new()
    {
        Shape = [4, 3, 2],
        PixDim = [1, 2, 3, 5, 1, 1, 1, 1],
        SformCode = 1,
        SformRows = [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 5, -30],
    };

    [Fact]
    public void Lesions_are_measured_by_hand()
    {
        var scores = new float[24];
        // Joined by a corner: (0, 0, 0) and (1, 1, 1); alone: (3, 2, 0); at the threshold, so outside: (3, 0, 1).
        (scores[0], scores[12 + 4 + 1], scores[2 * 4 + 3], scores[12 + 3]) = (0.75f, 1.25f, 2, 0.5f);
        var found = LesionFinder.Find(Volume.Create<float>(Grid, scores), 0.5, default);

        Assert.Equal([(1, 2), (2, 1)], found.Lesions.Select(lesion => (lesion.Number, lesion.Voxels)));
        var (large, small) = (found.Lesions[0], found.Lesions[1]);
        Assert.Equal(new Point(0.5, 0.5, 0.5), large.CentreVoxel);
        Assert.Equal(new Point(9, 21.5, -27.5), large.CentreMm);
        Assert.Equal(0.06, large.VolumeMl, 1e-12);
        Assert.Equal((1.0, 1.25), (large.MeanScore, large.PeakScore));
        Assert.Equal(new Point(4, 26, -30), small.CentreMm);
        Assert.Equal((2.0, 2.0, 0), (small.MeanScore, small.PeakScore, small.LargestSlice));
        Assert.Equal(0.09, found.VolumeMl, 1e-12);
        Assert.Equal([1, 2, 1], new[] { 0, 11, 17 }.Select(i => found.Labels.Span[i]));
        Assert.Equal(3, found.Mask.Stored<byte>().Count((byte)1));
        Assert.Equal(Grid, found.Mask.Geometry);
        Assert.Null(large.Disagrees);
    }

    [Fact]
    public void Volume_and_centre_follow_the_affine_in_millimetres_and_not_pixdim()
    {
        var scores = new float[24];
        (scores[0], scores[1]) = (1, 1);
        var metres = Grid with { PixDim = [1, 9, double.NaN, 0, 1, 1, 1, 1], SformRows = [.. Grid.SformRows.Select(v => v / 1000)], XyztUnits = 1 };
        var lesion = Assert.Single(LesionFinder.Find(Volume.Create<float>(metres, scores), 0.5, default).Lesions);
        Assert.Equal(0.06, lesion.VolumeMl, 1e-12);
        Assert.Equal(9, lesion.CentreMm.X, 1e-9);
        Assert.Equal(-30, lesion.CentreMm.Z, 1e-9);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(30, 2)]
    [InlineData(31, 1)]
    [InlineData(60, 1)]
    [InlineData(60.1, 0)]
    public void Lesions_below_the_smallest_volume_are_dropped(double minimumVolume, int lesions)
    {
        var scores = new float[24];
        (scores[0], scores[1], scores[11]) = (1, 1, 1);
        var found = LesionFinder.Find(Volume.Create<float>(Grid, scores), 0.5, new(minimumVolume, MinimumPeak: 0));
        Assert.Equal(lesions, found.Lesions.Length);
        Assert.Equal(found.Lesions.Sum(lesion => lesion.Voxels), found.Mask.Stored<byte>().Count((byte)1));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 2)]
    [InlineData(2.1, 1)]
    [InlineData(4.1, 0)]
    public void Lesions_that_never_reach_the_peak_are_dropped(double minimumPeak, int lesions)
    {
        var scores = new float[24];
        (scores[0], scores[1], scores[11]) = (0.75f, 1, 2);
        var found = LesionFinder.Find(Volume.Create<float>(Grid, scores), 0.5, new(MinimumVolume: 0, minimumPeak));
        Assert.Equal(lesions, found.Lesions.Length);
        Assert.Equal(found.Lesions.Sum(lesion => lesion.Voxels), found.Mask.Stored<byte>().Count((byte)1));
    }

    [Fact]
    public void The_mask_is_the_score_above_the_threshold_without_small_components() =>
        Gen.Select(Gen.Float[0, 1].Array[9 * 8 * 7], Gen.Int[0, 40]).Sample((scores, minimumSize) =>
        {
            var found = LesionFinder.Find(Volume.Create<float>(VolumeGeometry.Unit(9, 8, 7), scores), 0.9, new(minimumSize, MinimumPeak: 0));
            var expected = scores.Select(score => score > 0.9f ? (byte)1 : (byte)0).ToArray();
            ConnectedComponents.RemoveSmall(expected, expected, new(7, 8, 9), Math.Max(0, minimumSize - 1));
            Assert.Equal(expected, found.Mask.Stored<byte>().ToArray());
            Assert.Equal(found.Lesions.OrderByDescending(lesion => lesion.Voxels).Select(lesion => lesion.Number), found.Lesions.Select(lesion => lesion.Number));
        });

    [Fact]
    public void The_modality_that_differs_most_from_its_reconstruction_is_named()
    {
        const int size = 16;
        var geometry = VolumeGeometry.Unit(8, 32, 3);
        var scores = new float[8 * 32 * 3];
        var marked = 1 * 8 * 32 + 6 * 8 + 5;
        scores[marked] = 1;
        var images = new float[2 * 4 * size * size];
        var reconstruction = new float[images.Length];
        // Voxel (5, 6) lies in the pixels from 10 and 3 on; the first kept slice is number 1.
        int At(Modality modality, int x, int y) => (Modalities.Brats.ChannelOf(modality) * size + x) * size + y;
        (images[At(Modality.T1ce, 11, 3)], reconstruction[At(Modality.T1ce, 11, 3)]) = (0.25f, 0.75f);
        images[At(Modality.Flair, 11, 3)] = 0.125f;
        images[At(Modality.T2, 12, 4)] = 9;
        var patient = new PatientSlices
        {
            Name = "p", Size = size, SliceIndices = [1, 2], Images = images, Lesion = default, NativeLesionVoxels = [], IntensityScale = [1, 1, 1, 1], NativeGeometry = geometry,
        };

        var found = LesionResiduals.Attribute(LesionFinder.Find(Volume.Create<float>(geometry, scores), 0.5, default), patient, reconstruction);
        Assert.Equal([0.125, 0, 0.5, 0], Modalities.Brats.Select(modality => Assert.Single(found.Lesions).Residuals[modality]));
        Assert.Equal(Modality.T1ce, found.Lesions[0].Disagrees);
        Assert.Throws<ArgumentException>(() => LesionResiduals.Attribute(found, patient, new float[3]));
    }
}
