using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Preprocessing;
using BrainDae.Method.Scores;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.Prediction.Lesions;
using BrainDae.TestData;

namespace BrainDae.Prediction.Tests;

/// <summary>A lesion marked in the scan is found in the same place, however the file stores its axes.</summary>
public sealed class OrientationTests : IDisposable
{
    private static readonly int[] Sizes = [37, 52, 29];
    private static readonly double[] Spacing = [1.5, 1.25, 3];
    private static readonly double[] Origin = [-20, 11.5, -7];
    private static readonly int[] Marked = [24, 15, 18];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Orientation.All.Select(orientation => orientation.ToString())];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void There_are_48() => Assert.Equal(48, Names.Select(row => row.Data).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lesion_is_found_where_it_was_marked(string name)
    {
        var orientation = Orientation.All.Single(o => o.ToString() == name);
        var geometry = orientation.Grid(Sizes, Spacing, Origin);
        var files = Write(orientation, geometry);

        var slices = PatientPreprocessor.Run(files, new() { Size = 48, Quantile = 1 });
        var scores = new FlairIntensityScore().Compute(new(slices.Images, default, slices.Count, slices.Size));
        var score = ScoreRestorer.Restore(scores, slices.SliceIndices, slices.Size, slices.Geometry);
        var lesion = Assert.Single(LesionFinder.Find(score, 0.5, default).Lesions);

        NiftiWriter.Write(folder["score.nii.gz"], slices.Order.ToStored(score));
        Assert.Equal(geometry, NiftiReader.ReadGeometry(folder["score.nii.gz"]));
        Assert.Equal(Origin[0] + Marked[0] * Spacing[0], lesion.CentreMm.X, Spacing[0] / 2);
        Assert.Equal(Origin[1] + Marked[1] * Spacing[1], lesion.CentreMm.Y, Spacing[1] / 2);
        Assert.Equal(Origin[2] + Marked[2] * Spacing[2], lesion.CentreMm.Z, Spacing[2] / 2);
        Assert.Equal(lesion.Voxels * 1.5 * 1.25 * 3 / 1000, lesion.VolumeMl, 1e-9);
    }

    private PatientFiles Write(Orientation orientation, VolumeGeometry geometry)
    {
        var scan = Volume.Create<short>(geometry, orientation.Store(Sizes, Image));
        foreach (var modality in Modalities.Brats)
        {
            NiftiWriter.Write(folder[$"{modality.Name}.nii"], scan);
        }

        return PatientFiles.Of("p", Modalities.Brats, Modalities.Brats.Select(modality => folder[$"{modality.Name}.nii"]));
    }

    /// <summary>A head off the middle with a small bright ball in it.</summary>
    private static short Image(int x, int y, int z)
    {
        var ball = Square(x - Marked[0]) + Square(y - Marked[1]) + Square(z - Marked[2]);
        return (short)(ball <= 9 ? 1000 : x is > 3 and < 34 && y is > 2 and < 45 && z is > 5 and < 26 ? 200 : 0);

        static int Square(int d) => d * d;
    }
}
