using System.Collections.Immutable;
using System.Text;
using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Data.Tests.Formats;

public sealed class SafetensorsRefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", null)]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}""", "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"I8","shape":[4],"data_offsets":[0,4]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[[[4]]],"data_offsets":[0,4]}}""", "not valid JSON")]
    [InlineData("""{"a":4}""", "lacks a usable")]
    [InlineData("""{"a":{"shape":[4],"data_offsets":[0,4]}}""", "lacks a usable")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4.5],"data_offsets":[0,4]}}""", "lacks a usable")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0]}}""", "lacks a usable")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[-4,0]}}""", "lacks a usable")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}""", "lacks a usable")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,4]}}""", "lacks a usable")]
    [InlineData("""{"a":{"dtype":"F4","shape":[8],"data_offsets":[0,4]}}""", "unknown element type F4")]
    [InlineData("""{"a":{"dtype":"0","shape":[4],"data_offsets":[0,4]}}""", "unknown element type 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}""", "do not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-2,-2],"data_offsets":[0,4]}}""", "do not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,4]}}""", "do not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "do not fit")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""", "take 5 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "take 3 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""", "leaves a gap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "overlaps")]
    [InlineData("""{"__metadata__":{"k":1},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "not a string")]
    [InlineData("""{"__metadata__":"k","a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "not an object")]
    public void A_header_that_does_not_describe_the_data_is_refused(string json, string? fault)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var path = Save([.. BitConverter.GetBytes((long)header.Length), .. header, 1, 2, 3, 4]);
        if (fault is null)
        {
            SafetensorsFile.Open(path).Dispose();
            return;
        }

        var failure = Assert.Throws<BrainDaeException>(() => SafetensorsFile.Open(path));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("02000000000000")]
    [InlineData("03000000000000007B7D")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D")]
    [InlineData("FFFFFFFFFFFFFF7F7B7D")]
    [InlineData("00000000000000007B7D")]
    public void A_header_length_that_the_file_cannot_hold_is_refused(string hex)
    {
        var path = Save(Convert.FromHexString(hex));
        Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => SafetensorsFile.Open(path)).Kind);
    }

    [Fact]
    public void A_header_above_the_formats_limit_is_refused_even_where_the_file_is_long_enough()
    {
        var path = folder["long.safetensors"];
        using (var stream = File.Create(path))
        {
            stream.Write(BitConverter.GetBytes(100_000_001L));
            stream.SetLength(100_000_100);
        }

        Assert.Contains("100000001", Assert.Throws<BrainDaeException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_but_nothing_else()
    {
        var path = folder["valid.safetensors"];
        SafetensorsWriter.Write(
            path,
            [new SafetensorsTensor("ab", ElementType.F32, [2, 3], new byte[24]), new SafetensorsTensor("c", ElementType.U8, [5], new byte[5])],
            new Dictionary<string, string> { ["k"] = "v" }.ToImmutableDictionary());
        Damage.To(File.ReadAllBytes(path)).Sample(
            bytes =>
            {
                try
                {
                    using var file = SafetensorsFile.Open(Save(bytes));
                    return file.Tensors.Values.Sum(entry => (long)file.Bytes(entry).ToArray().Length) <= bytes.Length;
                }
                catch (BrainDaeException e)
                {
                    return e.Kind == FailureKind.InvalidInput;
                }
            },
            iter: 3000, threads: 1);
    }

    private string Save(byte[] bytes)
    {
        var path = folder["damaged.safetensors"];
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
