using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.TestData;

namespace BrainDae.Files.Tests;

public sealed partial class SealedJsonTests
{
    private static readonly Sample Value = new("né\"e", 0.1);

    [Fact]
    public void What_was_written_is_read_back_and_is_still_plain_JSON()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(SealedJson.Write(folder["a.json"], Value, Context.Default.Sample), FileHash.Of(folder["a.json"]));
        Assert.Equal(Value, SealedJson.Read(folder["a.json"], Context.Default.Sample, "Do it again"));
        using var plain = JsonDocument.Parse(File.ReadAllText(folder["a.json"]));
        Assert.Equal([nameof(Sample.Name), nameof(Sample.Number), SealedJson.Member], plain.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(SealedJson.Seal("{\"a\":1}"), SealedJson.Seal("{\"a\":1 \n}\n"));
    }

    [Fact]
    public void Every_changed_missing_or_added_byte_is_noticed()
    {
        var whole = Encoding.UTF8.GetBytes(SealedJson.Seal(JsonSerializer.Serialize(Value, Context.Default.Sample)));
        Assert.True(SealedJson.IsWhole(whole));
        for (var i = 0; i < whole.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                Assert.False(SealedJson.IsWhole([.. whole[..i], (byte)(whole[i] ^ (1 << bit)), .. whole[(i + 1)..]]));
            }

            Assert.False(SealedJson.IsWhole(whole.AsSpan(0, i)));
            Assert.False(SealedJson.IsWhole([.. whole[..i], .. whole[(i + 1)..]]));
            Assert.False(SealedJson.IsWhole([.. whole[..i], (byte)' ', .. whole[i..]]));
        }
    }

    [Fact]
    public void A_line_is_sealed_like_a_file()
    {
        var line = SealedJson.SealLine("{\"epoch\":1}");
        Assert.DoesNotContain('\n', line);
        Assert.True(SealedJson.IsWholeLine(line));
        Assert.False(SealedJson.IsWholeLine(line.Replace('1', '2')));
        Assert.False(SealedJson.IsWholeLine("{\"epoch\":1}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void What_is_no_object_with_members_cannot_be_sealed(string json) => Assert.Throws<ArgumentException>(() => SealedJson.Seal(json));

    [Fact]
    public void Failures_name_the_file_and_end_in_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var missing = Assert.Throws<BrainDaeException>(() => SealedJson.Read(folder["a.json"], Context.Default.Sample, "Do it again"));
        Assert.Equal((FailureKind.MissingInput, $"{folder["a.json"]}: does not exist. Do it again."), (missing.Kind, missing.Message));
        File.WriteAllText(folder["a.json"], "{\"Name\":\"x\",\"Number\":1}");
        var unsealed = Assert.Throws<BrainDaeException>(() => SealedJson.Read(folder["a.json"], Context.Default.Sample, "Do it again"));
        Assert.Equal($"{folder["a.json"]}: is not as it was written: damaged, edited, or of an earlier version without a checksum. Do it again.", unsealed.Message);
        File.WriteAllText(folder["a.json"], SealedJson.Seal("{\"Name\":[],\"Number\":1}"));
        var other = Assert.Throws<BrainDaeException>(() => SealedJson.Read(folder["a.json"], Context.Default.Sample, "Do it again"));
        Assert.Equal(FailureKind.InvalidInput, other.Kind);
        Assert.EndsWith(" Do it again.", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scratch_has_no_name_and_only_its_owner_could_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "on Windows it is removed when it is closed");
        using var folder = new TemporaryFolder();
        using var scratch = ScratchStream.Open(folder["new"]);
        scratch.Write("abc"u8);
        scratch.Position = 1;
        Assert.Equal('b', scratch.ReadByte());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["new"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch.SafeFileHandle));
        }
    }

    internal sealed record Sample(string Name, double Number);

    [JsonSerializable(typeof(Sample))]
    private sealed partial class Context : JsonSerializerContext;
}
