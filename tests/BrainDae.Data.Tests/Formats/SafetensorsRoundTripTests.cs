using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Formats;

public sealed class SafetensorsRoundTripTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<ElementType> EveryElementType => [.. Enum.GetValues<ElementType>()];

    private string Path => folder["file.safetensors"];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(EveryElementType))]
    public void A_tensor_of_any_element_type_comes_back_as_it_was(ElementType type)
    {
        byte[] bytes = [.. Enumerable.Range(0, 6 * type.Size).Select(i => (byte)(i * 37 % 256))];
        SafetensorsWriter.Write(Path, [new SafetensorsTensor("t", type, [2, 3], bytes)], ImmutableDictionary<string, string>.Empty);
        using var file = SafetensorsFile.Open(Path);
        var entry = Assert.Single(file.Tensors).Value;
        Assert.Equal(type, entry.ElementType);
        Assert.Equal([2L, 3L], entry.Shape);
        Assert.Equal(bytes, file.Bytes(entry).ToArray());
    }

    [Fact]
    public void Metadata_names_scalars_and_empty_tensors_come_back_as_they_were()
    {
        var metadata = new Dictionary<string, string> { ["b"] = "ü \"quoted\"\n", ["a"] = "" };
        float[] values = [1.5f, float.NaN, -0f];
        SafetensorsWriter.Write(
            Path,
            [
                new SafetensorsTensor("weights.0 ü", ElementType.F32, [3], MemoryMarshal.AsBytes<float>(values).ToArray()),
                new SafetensorsTensor("scalar", ElementType.U8, [], new byte[] { 7 }),
                new SafetensorsTensor("empty", ElementType.I64, [4, 0], default),
            ],
            metadata);
        using var file = SafetensorsFile.Open(Path);
        Assert.Equal(metadata.OrderBy(p => p.Key, StringComparer.Ordinal), file.Metadata);
        Assert.Equal(["empty", "scalar", "weights.0 ü"], file.Tensors.Keys);
        Assert.Equal(values, file.Values<float>(file.Tensors["weights.0 ü"]).ToArray());
        Assert.Equal(7, Assert.Single(file.Values<byte>(file.Tensors["scalar"]).ToArray()));
        Assert.True(file.Bytes(file.Tensors["empty"]).IsEmpty);
    }

    [Fact]
    public void A_file_without_tensors_is_valid()
    {
        SafetensorsWriter.Write(Path, Array.Empty<SafetensorsTensor>(), ImmutableDictionary<string, string>.Empty);
        using var file = SafetensorsFile.Open(Path);
        Assert.Empty(file.Tensors);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_tensors_and_metadata()
    {
        SafetensorsTensor[] tensors =
        [
            new("a", ElementType.U8, [3], new byte[] { 1, 2, 3 }),
            new("b", ElementType.F64, [1], new byte[8]),
            new("c", ElementType.U8, [1], new byte[] { 4 }),
        ];
        SafetensorsWriter.Write(Path, tensors, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        Array.Reverse(tensors);
        SafetensorsWriter.Write(folder["other"], tensors, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(folder["other"]));
    }

    [Fact]
    public void Data_starts_at_a_multiple_of_64_and_every_tensor_at_a_multiple_of_its_element()
    {
        SafetensorsWriter.Write(
            Path,
            [new SafetensorsTensor("a", ElementType.U8, [3], new byte[3]), new SafetensorsTensor("b", ElementType.F64, [1], new byte[8])],
            ImmutableDictionary<string, string>.Empty);
        using var file = SafetensorsFile.Open(Path);
        Assert.Equal(0, (8 + BitConverter.ToInt64(File.ReadAllBytes(Path), 0)) % 64);
        Assert.All(file.Tensors.Values, entry => Assert.Equal(0, entry.Offset % entry.ElementType.Size));
    }

    [Fact]
    public void A_part_of_a_tensor_is_read_without_the_rest()
    {
        SafetensorsWriter.Write(Path, [new SafetensorsTensor("a", ElementType.U8, [5], new byte[] { 1, 2, 3, 4, 5 })], ImmutableDictionary<string, string>.Empty);
        using var file = SafetensorsFile.Open(Path);
        var entry = file.Tensors["a"];
        Assert.Equal([3, 4], file.Bytes(entry, 2, 2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Bytes(entry, 4, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Bytes(entry, -1, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Bytes(entry, 6, 0).Length);
        Assert.Throws<InvalidOperationException>(() => file.Values<int>(entry).Length);
        Assert.Throws<ArgumentException>(() => file.Bytes(entry with { Offset = 1 << 30 }).Length);
    }

    [Fact]
    public void A_disposed_file_gives_no_more_spans()
    {
        SafetensorsWriter.Write(Path, [new SafetensorsTensor("a", ElementType.U8, [1], new byte[1])], ImmutableDictionary<string, string>.Empty);
        var file = SafetensorsFile.Open(Path);
        var entry = file.Tensors["a"];
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Bytes(entry).Length);
    }

    [Fact]
    public void A_mapped_file_holds_no_file_handle_so_that_thousands_can_be_mapped()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "needs Linux's list of open files");
        SafetensorsWriter.Write(Path, [new SafetensorsTensor("a", ElementType.U8, [1], new byte[] { 7 })], ImmutableDictionary<string, string>.Empty);
        using var file = SafetensorsFile.Open(Path);
        Assert.DoesNotContain(Path, Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget));
        Assert.Equal(7, file.Bytes(file.Tensors["a"])[0]);
    }

    [Fact]
    public void A_mapped_file_keeps_its_content_while_it_is_replaced()
    {
        SafetensorsWriter.Write(Path, [new SafetensorsTensor("a", ElementType.U8, [1], new byte[] { 1 })], ImmutableDictionary<string, string>.Empty);
        using var file = SafetensorsFile.Open(Path);
        SafetensorsWriter.Write(Path, [new SafetensorsTensor("a", ElementType.U8, [1], new byte[] { 2 })], ImmutableDictionary<string, string>.Empty);
        Assert.Equal(1, file.Bytes(file.Tensors["a"])[0]);
    }

    [Fact]
    public void A_source_that_writes_too_little_leaves_no_file()
    {
        SafetensorsSource[] tensors = [new("a", ElementType.F32, [2], stream => stream.Write(new byte[7]))];
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(Path, tensors, ImmutableDictionary<string, string>.Empty));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "__metadata__")]
    public void A_name_that_is_taken_is_refused(string first, string second)
    {
        SafetensorsTensor[] tensors = [new(first, ElementType.U8, [1], new byte[1]), new(second, ElementType.U8, [1], new byte[1])];
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(Path, tensors, ImmutableDictionary<string, string>.Empty));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_apart()
    {
        Assert.Equal(FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => SafetensorsFile.Open(Path)).Kind);
        Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => SafetensorsFile.Open(folder.Path)).Kind);
    }
}
