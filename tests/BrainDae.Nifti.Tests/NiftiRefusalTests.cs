using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Nifti.Tests;

public sealed class NiftiRefusalTests : IDisposable
{
    private static readonly NiftiBytes Good = new() { Dim = [3, 3, 4, 5, 1, 1, 1, 1] };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(32, "complex")]
    [InlineData(1792, "complex")]
    [InlineData(128, "RGB")]
    [InlineData(2304, "RGB")]
    [InlineData(1536, "128-bit")]
    [InlineData(1, "1-bit")]
    [InlineData(0, "unknown")]
    [InlineData(-3, "unknown")]
    public void Voxels_that_are_not_real_numbers_are_refused(short code, string reason) =>
        Refused(Good with { TypeCode = code }, reason);

    [Theory]
    [InlineData(1, new long[] { 3, 3, -4, 5, 1, 1, 1, 1 }, "axis 2")]
    [InlineData(1, new long[] { 3, 3, 0, 5, 1, 1, 1, 1 }, "axis 2")]
    [InlineData(1, new long[] { 0, 3, 4, 5, 1, 1, 1, 1 }, "dim[0]")]
    [InlineData(1, new long[] { 8, 3, 4, 5, 1, 1, 1, 1 }, "dim[0]")]
    [InlineData(2, new long[] { -1, 3, 4, 5, 1, 1, 1, 1 }, "dim[0]")]
    [InlineData(1, new long[] { 7, 32767, 32767, 32767, 32767, 32767, 32767, 32767 }, "2 GB")]
    [InlineData(2, new long[] { 2, long.MaxValue, 2, 1, 1, 1, 1, 1 }, "2 GB")]
    [InlineData(2, new long[] { 2, 1L << 32, 1L << 32, 1, 1, 1, 1, 1 }, "2 GB")]
    [InlineData(2, new long[] { 1, long.MinValue, 1, 1, 1, 1, 1, 1 }, "axis 1")]
    [InlineData(1, new long[] { 3, 1000, 1000, 1000, 1, 1, 1, 1 }, "truncated")]
    public void Impossible_dimensions_are_refused(int version, long[] dim, string reason) =>
        Refused(Good with { Version = version, Dim = dim }, reason);

    [Theory]
    [InlineData(1, 351, "vox_offset")]
    [InlineData(2, 352, "vox_offset")]
    [InlineData(1, -16, "vox_offset")]
    [InlineData(1, double.NaN, "vox_offset")]
    [InlineData(1, double.PositiveInfinity, "vox_offset")]
    [InlineData(1, 1e9, "truncated")]
    [InlineData(2, 1e15, "truncated")]
    public void Voxels_outside_the_file_are_refused(int version, double offset, string reason)
    {
        var file = Good with { Version = version, VoxOffset = offset };
        byte[] bytes = [.. file.Header(), .. new byte[120]];
        Refused(folder["a.nii"], bytes, reason);
        Refused(folder["b.nii.gz"], NiftiBytes.Gzip(bytes), reason);
    }

    [Fact]
    public void A_finite_slope_with_an_infinite_intercept_is_refused() =>
        Refused(Good with { Slope = 2, Intercept = double.PositiveInfinity }, "scl_inter");

    [Fact]
    public void Analyze_and_foreign_files_are_refused()
    {
        var analyze = Good.File(new byte[120]);
        analyze.AsSpan(344, 4).Clear();
        Refused(folder["analyze.nii"], analyze, "ANALYZE");
        Refused(folder["zeros.nii"], new byte[5000], "not a NIfTI file");
        Refused(folder["tiny.nii"], [1, 2, 3], "too short");
        Refused(folder["tiny.nii.gz"], NiftiBytes.Gzip([1, 2, 3]), "too short");
        Refused(folder["one.nii.gz"], [0x1f], "too short");
        Refused(folder["empty.nii.gz"], [], "is empty");
        Refused(folder["pair.nii"], (Good with { Pair = true, VoxOffset = 352 }).File(new byte[120]), "pair");
        var ends = (Good with { Version = 2 }).File(new byte[120]);
        ends[8] = 10;
        Refused(folder["text.nii"], ends, "text mode");
    }

    [Fact]
    public void Missing_files_folders_and_half_pairs_are_named()
    {
        var missing = Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["none.nii"]));
        Assert.Equal((FailureKind.MissingInput, true), (missing.Kind, missing.Message.Contains(folder["none.nii"], StringComparison.Ordinal)));

        Directory.CreateDirectory(folder["dir.nii"]);
        Assert.Contains("is a folder", Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["dir.nii"])).Message, StringComparison.Ordinal);

        File.WriteAllBytes(folder["a.hdr"], (Good with { Pair = true }).Header());
        var half = Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["a.hdr"]));
        Assert.Equal((FailureKind.MissingInput, true), (half.Kind, half.Message.Contains(folder["a.img"], StringComparison.Ordinal)));
        Assert.Equal([3, 4, 5], NiftiReader.ReadGeometry(folder["a.hdr"]).Shape);
    }

    [Fact]
    public void A_file_without_permission_is_refused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions do not bind this user.");
            return;
        }

        File.WriteAllBytes(folder["a.nii"], Good.File(new byte[120]));
        File.SetUnixFileMode(folder["a.nii"], UnixFileMode.None);
        Assert.Contains("permission", Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["a.nii"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "No /dev/zero here.");
        Assert.Throws<BrainDaeException>(() => NiftiReader.Read("/dev/zero"));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var bytes = Good.File([.. Enumerable.Range(0, 120).Select(i => (byte)(i * i % 251))]);
        for (var length = 0; length < bytes.Length; length++)
        {
            Refused(folder["a.nii"], bytes[..length], "");
        }
    }

    [Theory]
    [InlineData(System.IO.Compression.CompressionLevel.Optimal)]
    [InlineData(System.IO.Compression.CompressionLevel.NoCompression)]
    public void A_compressed_file_cut_anywhere_even_in_its_trailer_is_refused(System.IO.Compression.CompressionLevel level)
    {
        var bytes = NiftiBytes.Gzip(Good.File([.. Enumerable.Range(0, 120).Select(i => (byte)(i * i % 251))]), level);
        for (var length = 0; length < bytes.Length; length++)
        {
            Refused(folder["a.nii.gz"], bytes[..length], "");
        }

        File.WriteAllBytes(folder["a.nii.gz"], bytes);
        Assert.Equal(60, NiftiReader.Read(folder["a.nii.gz"]).ToArray().Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void Bytes_behind_compressed_data_are_called_what_they_are(int bytes)
    {
        var whole = NiftiBytes.Gzip(Good.File([.. Enumerable.Range(0, 120).Select(i => (byte)(i * i % 251))]), System.IO.Compression.CompressionLevel.Optimal);
        File.WriteAllBytes(folder["a.nii.gz"], [.. whole, .. Enumerable.Repeat((byte)7, bytes)]);
        var failure = Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["a.nii.gz"]));
        Assert.Equal($"{folder["a.nii.gz"]}: {bytes} bytes follow the end of its compressed data. Copy or download it again, or cut them off.", failure.Message);
    }

    [Fact]
    public void A_wrong_checksum_or_length_is_refused()
    {
        var bytes = NiftiBytes.Gzip(Good.File(new byte[120]));
        for (var i = 1; i <= 8; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[^i] ^= 0x10;
            Refused(folder["a.nii.gz"], changed, "damaged");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_claim_larger_than_the_file_can_hold_allocates_nothing(bool gzip)
    {
        var bytes = (Good with { Dim = [3, 1000, 1000, 1000, 1, 1, 1, 1] }).Header();
        File.WriteAllBytes(folder["a.nii"], gzip ? NiftiBytes.Gzip(bytes) : bytes);
        Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["a.nii"]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<BrainDaeException>(() => NiftiReader.Read(folder["a.nii"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    private void Refused(NiftiBytes file, string reason) => Refused(folder["a.nii"], file.File(new byte[120]), reason);

    private static void Refused(string path, byte[] bytes, string reason)
    {
        File.WriteAllBytes(path, bytes);
        var failure = Assert.Throws<BrainDaeException>(() => NiftiReader.Read(path));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith(path + ": ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
