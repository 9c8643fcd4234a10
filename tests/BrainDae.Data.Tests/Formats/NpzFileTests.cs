using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using BrainDae.Data.Formats.NumPy;
using BrainDae.Files;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Data.Tests.Formats;

public sealed class NpzFileTests : IDisposable
{
    private static readonly byte[] Six = MemoryMarshal.AsBytes<float>([0, 1, 2, 3, 4, 5]).ToArray();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_published_implementations_file_is_read()
    {
        var path = TestFiles.Golden("preprocess", "npy_test", "patient_BraTS2021_00000", "slice_9.npz");
        var arrays = new NpzFile(1 << 20).Read(path, "x", "y");
        Assert.Equal([1, 4, 128, 128], arrays[0].Shape);
        Assert.Equal([1, 1, 128, 128], arrays[1].Shape);
        using var zip = ZipFile.OpenRead(path);
        using var content = new MemoryStream();
        zip.GetEntry("x.npy")!.Open().CopyTo(content);
        Assert.Equal(Npy.Parse(content.ToArray()).Values, arrays[0].Values);
    }

    [Theory]
    [InlineData("<f2", new byte[] { 0, 0x3e, 0, 0xc0 }, 1.5, -2.0)]
    [InlineData("<f8", new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0 }, 1.5, -2.0)]
    [InlineData("|u1", new byte[] { 3, 255 }, 3.0, 255.0)]
    [InlineData("|i1", new byte[] { 3, 255 }, 3.0, -1.0)]
    [InlineData("|b1", new byte[] { 1, 0 }, 1.0, 0.0)]
    [InlineData("<i2", new byte[] { 3, 0, 255, 255 }, 3.0, -1.0)]
    [InlineData("<i4", new byte[] { 3, 0, 0, 0, 254, 255, 255, 255 }, 3.0, -2.0)]
    [InlineData("<i8", new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255, 255, 255 }, 3.0, -2.0)]
    public void Every_type_of_numbers_is_read(string descr, byte[] bytes, double first, double second) =>
        Assert.Equal([first, second], Read(Array(descr, "(2,)", bytes)).Values);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Stored_and_deflated_files_give_the_same(CompressionLevel level) =>
        Assert.Equal([0, 1, 2, 3, 4, 5], Read(Array("<f4", "(2, 3)", Six), level).Values);

    [Fact]
    public void Fortran_order_becomes_C_order()
    {
        Assert.Equal([0, 2, 4, 1, 3, 5], Read(Array("<f4", "(2, 3)", Six, fortran: true)).Values);
        Assert.Equal([0, 3, 1, 4, 2, 5], Read(Array("<f4", "(3, 1, 2)", Six, fortran: true)).Values);
    }

    [Fact]
    public void Arrays_without_axes_and_without_elements_are_read()
    {
        Assert.Equal([0], Read(Array("<f4", "()", Six[..4])).Values);
        Assert.Empty(Read(Array("<f4", "(3, 0)", [])).Values);
    }

    [Theory]
    [InlineData("|O", "(2,)", 8, "pickled Python objects")]
    [InlineData(">f4", "(1,)", 4, "big endian")]
    [InlineData("<c8", "(1,)", 8, "element type <c8")]
    [InlineData("<f4", "(7,)", 24, "24 bytes are not the 7 elements")]
    [InlineData("<f4", "(5,)", 24, "24 bytes are not the 5 elements")]
    [InlineData("<f4", "(2147483647, 2147483647, 2147483647)", 24, "larger than any file")]
    [InlineData("<f4", "(2147483648,)", 24, "shape is none that can be read")]
    [InlineData("<f4", "(__import__)", 24, "none of an array of numbers")]
    public void What_is_no_array_of_numbers_is_refused(string descr, string shape, int bytes, string fault) => Refused(Array(descr, shape, new byte[bytes]), fault);

    [Fact]
    public void Damage_is_refused_with_the_reason()
    {
        Refused([1, 2, 3], "no .npy array");
        Refused(Array("<f4", "(6,)", Six)[..20], "header ends too early");
        Refused([0x93, .. "NUMPY"u8, 9, 0, .. new byte[20]], "no .npy array");
        Assert.Contains("holds no array 'y'", Failure(() => Read(Array("<f4", "(6,)", Six), name: "y")).Message, StringComparison.Ordinal);
        Assert.Contains("more than 50 bytes", Failure(() => Read(Array("<f4", "(6,)", Six), longest: 50)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder["a.npz"], [1, 2, 3]);
        Assert.Contains("not a .npz file", Failure(() => new NpzFile(1000).Read(folder["a.npz"], "x")).Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => new NpzFile(1000).Read(folder["none.npz"], "x")).Kind);
    }

    [Fact]
    public void A_changed_byte_is_noticed()
    {
        Write(Array("<f4", "(6,)", Six), CompressionLevel.NoCompression);
        var bytes = File.ReadAllBytes(folder["a.npz"]);
        bytes[bytes.AsSpan().IndexOf(Six) + 5] ^= 1;
        File.WriteAllBytes(folder["a.npz"], bytes);
        Assert.Contains("checksum do not agree", Failure(() => new NpzFile(1000).Read(folder["a.npz"], "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_array_is_read_or_refused_but_nothing_else() => Damage.To(Array("<f8", "(3, 1)", new byte[24])).Sample(
        bytes =>
        {
            try
            {
                return Read(bytes).Values.Length <= bytes.Length;
            }
            catch (BrainDaeException e)
            {
                return e.Kind == FailureKind.InvalidInput;
            }
        },
        iter: 3000, threads: 1);

    private static byte[] Array(string descr, string shape, byte[] data, bool fortran = false)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. data];
    }

    private NpyArray Read(byte[] npy, CompressionLevel level = CompressionLevel.Optimal, string name = "x", long longest = 1 << 20)
    {
        Write(npy, level);
        return new NpzFile(longest).Read(folder["a.npz"], name)[0];
    }

    private void Write(byte[] npy, CompressionLevel level)
    {
        using var zip = new ZipArchive(File.Create(folder["a.npz"]), ZipArchiveMode.Create);
        TorchFile.Add(zip, "x.npy", npy, level);
    }

    private void Refused(byte[] npy, string fault) => Assert.Contains(fault, Failure(() => Read(npy)).Message, StringComparison.Ordinal);

    private BrainDaeException Failure(Action read)
    {
        var failure = Assert.Throws<BrainDaeException>(read);
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith(folder["a.npz"], failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
