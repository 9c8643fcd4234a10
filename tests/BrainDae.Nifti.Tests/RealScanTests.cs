using System.IO.Compression;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Nifti.Tests;

public sealed class RealScanTests
{
    private static readonly string? Scans = TestFiles.Shared("realdata", "brats");

    [Fact]
    public void Every_header_of_the_real_scans_is_read()
    {
        Assert.SkipWhen(Scans is null, "The real scans are not here.");
        var files = Directory.GetFiles(Scans, "*.nii.gz", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            var geometry = NiftiReader.ReadGeometry(path);
            Assert.Equal([240, 240, 155], geometry.Shape);
            Assert.Equal((1, 1, 1), geometry.Spacing);
        }
    }

    [Fact]
    public void The_scans_of_one_patient_are_read_whole_and_share_their_grid()
    {
        Assert.SkipWhen(Scans is null, "The real scans are not here.");
        var patient = Directory.GetDirectories(Scans).Order(StringComparer.Ordinal).First();
        var files = Directory.GetFiles(patient, "*.nii.gz");
        var affine = NiftiReader.ReadGeometry(files[0]).Affine;
        foreach (var path in files)
        {
            var volume = NiftiReader.Read(path);
            var isLabel = path.EndsWith("_seg.nii.gz", StringComparison.Ordinal);
            Assert.Equal(isLabel ? VoxelType.UInt8 : VoxelType.Int16, volume.VoxelType);
            Assert.Equal(affine, volume.Geometry.Affine);
            Assert.Equal((1, 0), (volume.Slope, volume.Intercept));
            // The voxels end the file: compare with its plain bytes, read another way.
            using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            gzip.CopyTo(bytes);
            Assert.True(volume.Bytes.SequenceEqual(bytes.ToArray().AsSpan()[^volume.Bytes.Length..]), path);
            Assert.Contains(volume.Bytes.ToArray(), b => b != 0);
        }
    }
}
