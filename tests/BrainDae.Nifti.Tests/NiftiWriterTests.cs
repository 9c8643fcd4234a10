using BrainDae.Files;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Nifti.Tests;

public sealed class NiftiWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    [InlineData("A.NII.GZ")]
    public void A_volume_is_read_back_as_it_was_written(string name) =>
        VolumeGenerators.OfSingles.Sample(volume => RoundTrip(name, volume), iter: 300, threads: 1);

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    public void Double_precision_geometry_and_scale_are_kept(string name) =>
        VolumeGenerators.OfDoubles.Sample(volume => RoundTrip(name, volume), iter: 300, threads: 1);

    [Fact]
    public void Nifti_1_is_written_unless_it_would_lose_something()
    {
        Assert.Equal(348, HeaderSize(VolumeGeometry.Unit(32767)));
        Assert.Equal(540, HeaderSize(VolumeGeometry.Unit(32768)));
        Assert.Equal(540, HeaderSize(VolumeGeometry.Unit(2) with { PixDim = [1, 0.1, 1, 1, 1, 1, 1, 1] }));
        Assert.Equal(348, HeaderSize(VolumeGeometry.Unit(2) with { PixDim = [1, 0.1f, double.NaN, 1, 1, 1, 1, 1] }));
    }

    [Fact]
    public void An_axis_too_long_for_nifti_1_is_read_back()
    {
        var values = Enumerable.Range(0, 40000).Select(i => (float)i).ToArray();
        var volume = Volume.Create<float>(VolumeGeometry.Unit(40000), values);
        RoundTrip("long.nii.gz", volume);
    }

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    public void The_same_volume_gives_the_same_file(string name)
    {
        var volume = Volume.Create<short>(VolumeGeometry.Unit(2, 2), [1, 2, 3, 4]);
        NiftiWriter.Write(folder[name], volume);
        var first = File.ReadAllBytes(folder[name]);
        NiftiWriter.Write(folder[name], volume);
        Assert.Equal(first, File.ReadAllBytes(folder[name]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_header_is_the_standards_byte_for_byte()
    {
        var file = new NiftiBytes
        {
            Dim = [2, 2, 3, 1, 1, 1, 1, 1], PixDim = [-1, 2, 3, 4, 5, 6, 7, 8], QformCode = 1, SformCode = 2, Slope = 0.5, Intercept = 3,
            Quaternion = [0.5, 0.25, 0], QuaternionOffset = [9, 8, 7], Rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        };
        var expected = file.File(file.Encode(1, 2, 3, 4, 5, 6));
        expected[72] = 16; // bitpix, which the reader ignores
        File.WriteAllBytes(folder["a.nii"], expected);
        NiftiWriter.Write(folder["b.nii"], NiftiReader.Read(folder["a.nii"]));
        Assert.Equal(expected, File.ReadAllBytes(folder["b.nii"]));
    }

    [Theory]
    [InlineData("a.img")]
    [InlineData("a.gz")]
    [InlineData("a")]
    public void Another_name_is_refused_and_nothing_written(string name)
    {
        var failure = Assert.Throws<BrainDaeException>(() => NiftiWriter.Write(folder[name], Volume.Create<byte>(VolumeGeometry.Unit(1), [1])));
        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
        Assert.Contains(folder[name], failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private void RoundTrip(string name, Volume volume)
    {
        NiftiWriter.Write(folder[name], volume);
        VolumeGenerators.AssertSame(volume, NiftiReader.Read(folder[name]));
        Assert.Equal(volume.Geometry, NiftiReader.ReadGeometry(folder[name]));
    }

    private int HeaderSize(VolumeGeometry geometry)
    {
        NiftiWriter.Write(folder["size.nii"], new Volume(geometry, VoxelType.UInt8, new byte[geometry.VoxelCount]));
        return BitConverter.ToInt32(File.ReadAllBytes(folder["size.nii"]));
    }
}
