using BrainDae.TestData;

namespace BrainDae.Files.Tests;

public sealed class PendingFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => folder["deep/result.bin"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Old_file_stays_until_the_new_one_is_committed_and_nothing_else_is_left()
    {
        AtomicFile.WriteText(Target, "old");
        using var file = PendingFile.Write(Target, stream => stream.Write("new"u8));
        Assert.Equal("old", File.ReadAllText(Target));

        file.Commit();

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Uncommitted_file_is_removed()
    {
        PendingFile.Write(Target, stream => stream.Write(new byte[1 << 20])).Dispose();
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Failing_writer_leaves_nothing_and_its_own_exception()
    {
        Assert.Throws<InvalidOperationException>(() => PendingFile.Write(Target, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Disk_failure_names_the_file_and_the_remedy()
    {
        var fault = Assert.Throws<BrainDaeException>(() => PendingFile.Write(Target, _ => throw new IOException("No space left on device.")));
        Assert.Equal(FailureKind.OutputNotWritable, fault.Kind);
        Assert.Equal($"{Target}: cannot be written (No space left on device). Free disk space or choose another output folder.", fault.Message);
    }

    [Fact]
    public void What_is_written_is_hashed_on_the_way()
    {
        var hash = AtomicFile.WriteHashed(Target, stream =>
        {
            Assert.False(stream.CanRead || stream.CanSeek);
            stream.Write("a"u8);
            stream.WriteByte((byte)'b');
            stream.Write([0, (byte)'c', 0], 1, 1);
        });

        Assert.Equal("abc", File.ReadAllText(Target));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash);
        Assert.Equal(hash, AtomicFile.WriteText(Target, "abc"));
        Assert.Equal(hash, FileHash.Of(Target));
    }

    [Fact]
    public void A_writer_that_fails_while_its_bytes_are_hashed_leaves_the_old_file_and_its_own_exception()
    {
        AtomicFile.WriteText(Target, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.WriteHashed(Target, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Name_that_is_taken_by_a_folder_is_a_failure_and_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(Path.Combine(Target, "full"));
        var fault = Assert.Throws<BrainDaeException>(() => AtomicFile.Write(Target, stream => stream.WriteByte(1)));
        Assert.Equal(FailureKind.OutputNotWritable, fault.Kind);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }
}
