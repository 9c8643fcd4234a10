using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

/// <summary>A scan gives the same slices whichever way its file stores its axes.</summary>
public sealed class OrientationTests : IDisposable
{
    private static readonly int[] Sizes = [11, 14, 6];
    private static readonly SliceStoreOptions Options = new() { PreprocessingJson = "{}" };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_same_patient_in_48_orientations_gives_the_same_slices()
    {
        var expected = Run(new Orientation([0, 1, 2], [true, true, false]));
        Assert.Equal([0, 1, 2, 3, 4, 5], expected.SliceIndices);
        Assert.All(Orientation.All, orientation =>
        {
            var slices = Run(orientation);
            Assert.Equal(expected.Images.ToArray(), slices.Images.ToArray());
            Assert.Equal(expected.Lesion.ToArray(), slices.Lesion.ToArray());
            Assert.Equal(expected.NativeLesionVoxels, slices.NativeLesionVoxels);
            Assert.Equal(expected.IntensityScale, slices.IntensityScale);
            Assert.Equal(orientation.Grid(Sizes, [1, 1.2, 3], [0, 0, 0]).Shape, slices.NativeGeometry.Shape);
            Assert.Empty(slices.Warnings);
        });
    }

    [Fact]
    public void Slices_of_an_earlier_version_which_left_them_as_stored_are_refused_and_made_again()
    {
        SliceStoreWriter.Write(folder["data"], Run(new Orientation([1, 0, 2], [true, true, false])) with { Name = "p" }, Options);
        var path = Path.Combine(folder["data"], "slices", "p.safetensors");
        PatientSliceFile.Open(path).Dispose();
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("\"format_version\":\"2\""u8) + 18] = (byte)'1';
        File.WriteAllBytes(path, bytes);
        var failure = Assert.Throws<BrainDaeException>(() => PatientSliceFile.Open(path));
        Assert.Equal($"{path}: its format version is not 2. Run braindae preprocess again.", failure.Message);
        Assert.False(SliceStoreWriter.IsDone(folder["data"], "p", Options));
    }

    [Fact]
    public void A_header_that_contradicts_itself_and_pixels_far_from_square_are_warned_of_once()
    {
        var slices = Run(new Orientation([0, 1, 2], [true, true, false]), geometry => geometry with { PixDim = [1, 5, 1.2, 3, 1, 1, 1, 1] });
        Assert.Equal($"{folder["flair.nii.gz"]}: pixdim gives voxels of 5 x 1.2 x 3 mm and the sform 1 x 1.2 x 3 mm; the sform counts.", Assert.Single(slices.Warnings));
        slices = Run(new Orientation([0, 1, 2], [true, true, false]), spacing: [4, 1, 1]);
        Assert.Equal($"{folder["flair.nii.gz"]}: its axial slices have pixels of 4 x 1 mm, because it was taken in sagittal slices; they are used as they are, each stretched to a square.", Assert.Single(slices.Warnings));
    }

    public void Dispose() => folder.Dispose();

    private PatientSlices Run(Orientation orientation, Func<VolumeGeometry, VolumeGeometry>? change = null, double[]? spacing = null)
    {
        var geometry = orientation.Grid(Sizes, spacing ?? [1, 1.2, 3], [0, 0, 0]);
        geometry = change?.Invoke(geometry) ?? geometry;
        foreach (var (i, modality) in Modalities.Brats.Index())
        {
            var scan = orientation.Store<short>(Sizes, (x, y, z) => (short)(1 + 7 * i + x * x + 3 * y + 50 * z));
            NiftiWriter.Write(folder[$"{modality.Name}.nii.gz"], Volume.Create<short>(geometry, scan));
        }

        var label = orientation.Store(Sizes, (x, y, z) => (byte)(x > 6 && y < 5 && z is 2 or 3 ? 1 : 0));
        NiftiWriter.Write(folder["seg.nii.gz"], Volume.Create<byte>(geometry, label));
        return PatientPreprocessor.Run(
            PatientFiles.Of("p", Modalities.Brats, Modalities.Brats.Select(modality => folder[$"{modality.Name}.nii.gz"]), folder["seg.nii.gz"]), new() { Size = 16, BrainThreshold = 1e-6 });
    }
}
