using System.IO.Compression;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Nifti.Tests;

public sealed class NiftiReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<VoxelType, int, bool, bool, bool> Formats()
    {
        var data = new TheoryData<VoxelType, int, bool, bool, bool>();
        foreach (var type in NiftiBytes.AllTypes)
        {
            for (var i = 0; i < 16; i++)
            {
                data.Add(type, 1 + (i & 1), (i & 2) != 0, (i & 4) != 0, (i & 8) != 0);
            }
        }

        return data;
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_type_version_byte_order_and_layout_gives_the_values(VoxelType type, int version, bool bigEndian, bool pair, bool gzip)
    {
        // 17 voxels: whole vectors and a rest, when bytes are swapped.
        double[] values = [0, 1, 2, 3, 100, 127, 5, 77, 9, 10, 11, 12, 13, 14, 15, 16, Largest(type)];
        var file = new NiftiBytes { TypeCode = (short)type, Version = version, BigEndian = bigEndian, Pair = pair, Dim = [1, 17, 1, 1, 1, 1, 1, 1] };
        var path = pair
            ? Save(gzip, ("a.hdr", file.Header()), ("a.img", file.Encode(values)))
            : Save(gzip, ("a.nii", file.File(file.Encode(values))));

        var volume = NiftiReader.Read(path);

        Assert.Equal(type, volume.VoxelType);
        Assert.Equal([17], volume.Shape);
        Assert.Equal(values, volume.ToArray());
    }

    [Theory]
    [InlineData("a.hdr", "a.img", "a.hdr")]
    [InlineData("a.hdr", "a.img", "a.img")]
    [InlineData("a.hdr.gz", "a.img.gz", "a.img.gz")]
    [InlineData("a.hdr", "a.img.gz", "a.hdr")]
    [InlineData("a.hdr.gz", "a.img", "a.img")]
    [InlineData("A.HDR", "A.IMG", "A.IMG")]
    [InlineData("A.HDR", "A.img", "A.HDR")]
    public void A_pair_is_read_by_either_name(string header, string image, string given)
    {
        var file = new NiftiBytes { Pair = true, Dim = [2, 2, 1, 1, 1, 1, 1, 1], VoxOffset = 16 };
        Save(header.EndsWith("gz", StringComparison.Ordinal), header, file.Header());
        Save(image.EndsWith("gz", StringComparison.Ordinal), image, [.. new byte[16], .. file.Encode(7, 8)]);

        Assert.Equal([7, 8], NiftiReader.Read(folder[given]).ToArray());
        Assert.Equal([2, 1], NiftiReader.ReadGeometry(folder[given]).Shape);
    }

    [Theory]
    [InlineData(true, "a.nii")]
    [InlineData(false, "a.nii.gz")]
    [InlineData(true, "a.volume")]
    public void Compression_is_told_by_content_not_by_name(bool gzip, string name)
    {
        var file = new NiftiBytes { Dim = [1, 2, 1, 1, 1, 1, 1, 1] };
        Save(gzip, name, file.File(file.Encode(3, 4)));
        Assert.Equal([3, 4], NiftiReader.Read(folder[name]).ToArray());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 352)]
    [InlineData(1, 2976)]
    [InlineData(1, 20000)]
    [InlineData(2, 0)]
    [InlineData(2, 9001)]
    public void Extensions_before_and_bytes_after_the_voxels_are_passed_over(int version, int offset)
    {
        var file = new NiftiBytes { Version = version, VoxOffset = offset, Dim = [1, 2, 1, 1, 1, 1, 1, 1] };
        byte[] bytes = [.. file.File(file.Encode(3, 4)), .. new byte[10000]];
        Assert.Equal([3, 4], NiftiReader.Read(Save(false, ("a.nii", bytes))).ToArray());
        Assert.Equal([3, 4], NiftiReader.Read(Save(true, ("b.nii", bytes))).ToArray());
    }

    [Theory]
    [InlineData(2, 3, 2, 3)]
    [InlineData(-0.5, 0, -0.5, 0)]
    [InlineData(0, 3, 1, 0)]
    [InlineData(0, double.NaN, 1, 0)]
    [InlineData(double.NaN, 3, 1, 0)]
    [InlineData(double.PositiveInfinity, 3, 1, 0)]
    [InlineData(1, 3, 1, 3)]
    public void A_slope_of_zero_or_not_a_number_means_no_scaling(double slope, double intercept, double expectedSlope, double expectedIntercept)
    {
        var file = new NiftiBytes { Slope = slope, Intercept = intercept, Dim = [1, 2, 1, 1, 1, 1, 1, 1] };
        var volume = NiftiReader.Read(Save(false, ("a.nii", file.File(file.Encode(10, -20)))));
        Assert.Equal((expectedSlope, expectedIntercept), (volume.Slope, volume.Intercept));
        Assert.Equal([10 * expectedSlope + expectedIntercept, -20 * expectedSlope + expectedIntercept], volume.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Geometry_is_kept_as_stored(int version)
    {
        var file = new NiftiBytes
        {
            Version = version, Dim = [4, 1, 2, 1, 3, 9, 9, 9], PixDim = [-1, -2, 0, 0.5, 7, 8, 9, 10], QformCode = 3, SformCode = 77,
            Quaternion = [0.5, -0.25, 0.125], QuaternionOffset = [1, -2, 3], Rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        };
        var path = Save(true, ("a.nii", file.File(file.Encode(1, 2, 3, 4, 5, 6))));

        var geometry = NiftiReader.ReadGeometry(path);

        Assert.Equal(geometry, NiftiReader.Read(path).Geometry);
        Assert.Equal([1, 2, 1, 3], geometry.Shape);
        Assert.Equal(file.PixDim, geometry.PixDim);
        Assert.Equal((3, 77, 10), (geometry.QformCode, geometry.SformCode, geometry.XyztUnits));
        Assert.Equal(file.Quaternion, geometry.Quaternion);
        Assert.Equal(file.QuaternionOffset, geometry.QuaternionOffset);
        Assert.Equal(file.Rows, geometry.SformRows);
    }

    [Fact]
    public void A_wrong_header_size_field_does_no_harm()
    {
        var file = new NiftiBytes { Dim = [1, 2, 1, 1, 1, 1, 1, 1] };
        var bytes = file.File(file.Encode(3, 4));
        bytes[0] = 0;
        Assert.Equal([3, 4], NiftiReader.Read(Save(false, ("a.nii", bytes))).ToArray());
    }

    // Around the sizes of a decompressor's input buffer, where a member ends in one buffer and the next begins in another.
    [Fact]
    public void Compressed_files_of_any_length_and_any_number_of_members_are_read()
    {
        foreach (var size in Enumerable.Range(8192 - 60, 90).Concat(Enumerable.Range(65536 - 100, 130)))
        {
            var file = new NiftiBytes { Version = 2, TypeCode = (short)VoxelType.UInt8, Dim = [1, size - 544, 1, 1, 1, 1, 1, 1] };
            var voxels = Enumerable.Range(0, size - 544).Select(i => (double)(i * 7 % 251)).ToArray();
            var bytes = file.File(file.Encode(voxels));
            File.WriteAllBytes(folder["one.nii.gz"], NiftiBytes.Gzip(bytes, CompressionLevel.NoCompression));
            File.WriteAllBytes(folder["two.nii.gz"],
            [
                .. NiftiBytes.Gzip(bytes.AsSpan(..^3000), CompressionLevel.NoCompression),
                .. NiftiBytes.Gzip(bytes.AsSpan(^3000..)),
            ]);
            // The first member ends where `size` alone ends a buffer.
            var longer = (file with { Dim = [1, size - 544 + 99, 1, 1, 1, 1, 1, 1] }).File([.. bytes[544..], .. new byte[99]]);
            File.WriteAllBytes(folder["three.nii.gz"],
            [
                .. NiftiBytes.Gzip(longer.AsSpan(..^99), CompressionLevel.NoCompression),
                .. NiftiBytes.Gzip(longer.AsSpan(^99..)),
            ]);

            Assert.Equal(voxels, NiftiReader.Read(folder["one.nii.gz"]).ToArray());
            Assert.Equal(voxels, NiftiReader.Read(folder["two.nii.gz"]).ToArray());
            Assert.Equal([.. voxels, .. new double[99]], NiftiReader.Read(folder["three.nii.gz"]).ToArray());
        }
    }

    private static double Largest(VoxelType type) => type switch
    {
        VoxelType.UInt8 => byte.MaxValue,
        VoxelType.Int8 => sbyte.MinValue,
        VoxelType.Int16 => short.MinValue,
        VoxelType.UInt16 => ushort.MaxValue,
        VoxelType.Int32 => int.MinValue,
        VoxelType.UInt32 => uint.MaxValue,
        VoxelType.Int64 => -(1L << 60),
        VoxelType.UInt64 => 1UL << 63,
        VoxelType.Float32 => float.MaxValue,
        _ => double.NaN,
    };

    private string Save(bool gzip, params (string Name, byte[] Bytes)[] files)
    {
        foreach (var (name, bytes) in files)
        {
            Save(gzip, name + (gzip ? ".gz" : ""), bytes);
        }

        return folder[files[0].Name + (gzip ? ".gz" : "")];
    }

    private void Save(bool gzip, string name, byte[] bytes) =>
        File.WriteAllBytes(folder[name], gzip ? NiftiBytes.Gzip(bytes) : bytes);
}
