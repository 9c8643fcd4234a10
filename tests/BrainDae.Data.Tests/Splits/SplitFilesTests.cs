using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Splits;

public sealed class SplitFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back_in_order()
    {
        SplitFiles.Write(folder["new"], new(["b", "a b", "ü患者"], [], ["c"]));
        var read = SplitFiles.Read(folder["new"]);
        Assert.Equal(["b", "a b", "ü患者"], read.Train);
        Assert.Empty(read.Val);
        Assert.Equal(["c"], read.Test);
        Assert.Equal(["SHA256SUMS", "test.txt", "train.txt", "val.txt"], Directory.GetFiles(folder["new"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Blank_lines_carriage_returns_and_a_byte_order_mark_are_tolerated()
    {
        File.WriteAllText(folder["train.txt"], "\uFEFFa\r\n\r\n  \r\nb \r\n");
        File.WriteAllText(folder["val.txt"], "c");
        File.WriteAllText(folder["test.txt"], "\n\nd\n");
        var read = SplitFiles.Read(folder.Path);
        Assert.Equal(["a", "b"], read.Train);
        Assert.Equal(["c"], read.Val);
        Assert.Equal(["d"], read.Test);
    }

    [Fact]
    public void A_name_in_two_splits_is_refused_naming_it_and_both_files()
    {
        Fill("a\nleak\n", "b\n", "leak\n");
        var fault = Assert.Throws<BrainDaeException>(() => SplitFiles.Read(folder.Path));
        Assert.Equal(FailureKind.InvalidInput, fault.Kind);
        Assert.Contains("'leak'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(folder["train.txt"], fault.Message, StringComparison.Ordinal);
        Assert.Contains(folder["test.txt"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_twice_in_one_split_is_refused_naming_it_and_the_file()
    {
        Fill("a\n", "b\nb\n", "");
        var fault = Assert.Throws<BrainDaeException>(() => SplitFiles.Read(folder.Path));
        Assert.Contains("'b' twice", fault.Message, StringComparison.Ordinal);
        Assert.Contains(folder["val.txt"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named_and_the_existing_ones_are_kept()
    {
        Fill("a\n", "b\n", "c\n");
        File.Delete(folder["val.txt"]);
        var fault = Assert.Throws<BrainDaeException>(() => SplitFiles.ReadOrDraw(folder.Path, ["x", "y"]));
        Assert.Equal(FailureKind.MissingInput, fault.Kind);
        Assert.Contains(folder["val.txt"], fault.Message, StringComparison.Ordinal);
        Assert.Equal("a\n", File.ReadAllText(folder["train.txt"]));
    }

    [Fact]
    public void Existing_files_are_used_as_they_are()
    {
        Fill("z\n", "y\n", "x\n");
        var split = SplitFiles.ReadOrDraw(folder.Path, ["x", "y", "z", "unknown"]);
        Assert.Equal(["z"], split.Train);
        Assert.Equal(["y"], split.Val);
        Assert.Equal(["x"], split.Test);
    }

    [Fact]
    public void Without_files_a_split_is_drawn_and_kept()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"p{i}")];
        var drawn = SplitFiles.ReadOrDraw(folder["s"], names);
        Assert.Equal(CohortSplit.Draw(names).Train, drawn.Train);
        Assert.Equal(drawn.Test, SplitFiles.Read(folder["s"]).Test);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a\nb")]
    public void A_name_that_does_not_survive_a_line_is_refused_before_anything_is_written(string name)
    {
        Assert.Throws<BrainDaeException>(() => SplitFiles.Write(folder["s"], new(["ok"], [], [name])));
        Assert.False(SplitFiles.Exist(folder["s"]));
    }

    [Fact]
    public void Overlapping_splits_are_not_written() =>
        Assert.Throws<BrainDaeException>(() => SplitFiles.Write(folder["s"], new(["a"], ["a"], [])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_split_that_was_being_replaced_is_finished_by_whoever_reads_it(int written)
    {
        // As a kill after so many of the three files leaves the folder.
        SplitFiles.Write(folder.Path, new(["new1", "new2"], ["new3"], ["new4"]));
        string[] files = ["train.txt", "val.txt", "test.txt"];
        var whole = files.Select(name => File.ReadAllText(folder[name])).ToArray();
        Fill("old1\n", "old2\n", "new1\n");
        for (var i = 0; i < written; i++)
        {
            File.WriteAllText(folder[files[i]], whole[i]);
        }

        WritePending("""{"train": ["new1", "new2"], "val": ["new3"], "test": ["new4"]}""");
        Assert.True(SplitFiles.Exist(folder.Path));
        var split = SplitFiles.Read(folder.Path);
        Assert.Equal(["new1", "new2"], split.Train);
        Assert.Equal(["new3"], split.Val);
        Assert.Equal(["new4"], split.Test);
        Assert.Equal(whole, files.Select(name => File.ReadAllText(folder[name])));
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
        Assert.Empty(SplitFiles.Changed(folder.Path));
    }

    [Fact]
    public void A_file_that_was_changed_since_is_named_until_it_is_recorded_again()
    {
        Fill("a\nb\n", "c\n", "d\n");
        Assert.Empty(SplitFiles.Changed(folder.Path));
        SplitFiles.Record(folder.Path);
        Assert.Empty(SplitFiles.Changed(folder.Path));
        File.WriteAllText(folder["train.txt"], "a\n");
        File.WriteAllText(folder["test.txt"], "");
        Assert.Equal(["train.txt", "test.txt"], SplitFiles.Changed(folder.Path));
        SplitFiles.Record(folder.Path);
        Assert.Empty(SplitFiles.Changed(folder.Path));
        File.WriteAllText(folder["SHA256SUMS"], "");
        Assert.Equal(["train.txt", "val.txt", "test.txt"], SplitFiles.Changed(folder.Path));
    }

    [Fact]
    public void A_first_split_that_was_cut_off_is_finished_too()
    {
        WritePending("""{"train": ["a"], "val": ["b"], "test": []}""");
        Assert.Equal(["b"], SplitFiles.ReadOrDraw(folder.Path, ["x"]).Val);
        Assert.Equal("a\n", File.ReadAllText(folder["train.txt"]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"train": ["a", null], "val": [], "test": []}""")]
    public void A_pending_split_that_cannot_be_read_is_refused_with_the_remedy(string content)
    {
        Fill("a\n", "b\n", "c\n");
        File.WriteAllText(folder["split.pending.json"], content);
        var fault = Assert.Throws<BrainDaeException>(() => SplitFiles.Read(folder.Path));
        Assert.StartsWith(folder["split.pending.json"], fault.Message, StringComparison.Ordinal);
        Assert.Contains("remove it", fault.Message, StringComparison.Ordinal);
    }

    private void WritePending(string json) => File.WriteAllText(folder["split.pending.json"], SealedJson.Seal(json));

    private void Fill(string train, string val, string test)
    {
        File.WriteAllText(folder["train.txt"], train);
        File.WriteAllText(folder["val.txt"], val);
        File.WriteAllText(folder["test.txt"], test);
    }
}
