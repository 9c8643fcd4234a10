using System.Diagnostics;
using BrainDae.Cli.Ending;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.BadInput;

/// <summary>A disk that fills up: code 5, one line, nothing half-written, and what was there stays.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class FullDiskTests
{
    [Fact]
    public async Task Preprocessing_onto_a_full_disk()
    {
        using var workspace = new Workspace();
        using var disk = SmallDisk.MountIn(workspace["disk"], kilobytes: 512);
        SyntheticCohort.Write(workspace.Source);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, ["preprocess", "-s", workspace.Source, "-o", workspace["disk", "data"], "--size", "32"], workspace["disk", "data"], "Free disk space");
        Workspace.AssertNothingHalfWritten(workspace["disk"]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(128)]
    public async Task Training_onto_a_full_disk(int kilobytes)
    {
        using var workspace = await Workspace.WithData();
        using var disk = SmallDisk.MountIn(workspace["disk"], kilobytes);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.TrainModel("--models", workspace["disk"], "--epochs", "1000"), workspace["disk", "dae"], "disk space");
        Workspace.AssertNothingHalfWritten(workspace["disk"]);
    }

    [Fact]
    public async Task Resuming_after_the_disk_was_full_goes_on()
    {
        using var workspace = await Workspace.WithModel();
        using var disk = SmallDisk.MountIn(workspace["disk"], kilobytes: 256);
        Workspace.Copy(workspace.Models, workspace["disk"]);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.TrainModel("--models", workspace["disk"], "--epochs", "100000", "--resume"), "disk space");
        Workspace.Copy(workspace["disk", "dae"], workspace["models", "copy"]);
        using var manifest = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(workspace["models", "copy", "last.json"], TestContext.Current.CancellationToken));
        var done = manifest.RootElement.GetProperty("progress").GetProperty("epochs_done").GetInt32();
        await CommandLine.Succeed(workspace.TrainModel("-id", "copy", "--epochs", $"{done + 1}", "--resume"));
    }

    [Fact]
    public async Task Evaluating_onto_a_full_disk()
    {
        using var workspace = await Workspace.WithModel();
        using var disk = SmallDisk.MountIn(workspace["disk"], kilobytes: 64);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.Evaluate("--results", workspace["disk"]), workspace["disk"], "Free disk space");
        Assert.Empty(Directory.GetFiles(workspace["disk"], "*", SearchOption.AllDirectories));
        Workspace.AssertNothingHalfWritten(workspace["disk"]);
    }

    /// <summary>A file system in memory, for whoever may mount one.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly string folder;

        private SmallDisk(string folder) => this.folder = folder;

        public static SmallDisk MountIn(string folder, int kilobytes)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "a small disk is mounted on Linux only");
            Directory.CreateDirectory(folder);
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder), "mounting a small disk needs root");
            return new(folder);
        }

        public void Dispose() => Run("umount", "-l", folder);

        private static bool Run(string program, params string[] arguments)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
