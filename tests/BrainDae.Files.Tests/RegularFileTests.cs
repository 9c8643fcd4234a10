using System.Diagnostics;
using BrainDae.TestData;

namespace BrainDae.Files.Tests;

public sealed class RegularFileTests
{
    [Fact]
    public void A_pipe_is_refused_at_once_instead_of_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a pipe is made with mkfifo");
        using var folder = new TemporaryFolder();
        using (var make = Process.Start("mkfifo", [folder["pipe"]]))
        {
            make.WaitForExit();
        }

        File.CreateSymbolicLink(folder["link"], folder["pipe"]);
        foreach (var path in (string[])[folder["pipe"], folder["link"], "/dev/zero", "/dev/null"])
        {
            foreach (var open in (Action<string>[])[RegularFile.Require, p => RegularFile.OpenRead(p).Dispose(), p => RegularFile.ReadAllBytes(p), p => RegularFile.ReadAllLines(p), p => FileHash.Of(p)])
            {
                var failure = Assert.Throws<BrainDaeException>(() => open(path));
                Assert.Equal(FailureKind.InvalidInput, failure.Kind);
                Assert.Equal($"{path}: is a pipe, socket or device, not a file. Save what it gives as a file first.", failure.Message);
            }
        }
    }

    [Fact]
    public void A_file_is_read_and_what_is_missing_is_left_to_whoever_opens_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "one\ntwo");
        File.CreateSymbolicLink(folder["link"], folder["file"]);
        Assert.Equal("one\ntwo"u8.ToArray(), RegularFile.ReadAllBytes(folder["link"]));
        Assert.Equal(["one", "two"], RegularFile.ReadAllLines(folder["file"]));
        using (var stream = RegularFile.OpenRead(folder["file"]))
        {
            Assert.Equal(7, stream.Length);
        }

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("one\ntwo"u8)), FileHash.Of(folder["file"]));
        RegularFile.Require(folder["nothing"]);
        Assert.Throws<FileNotFoundException>(() => RegularFile.ReadAllBytes(folder["nothing"]));
    }
}
