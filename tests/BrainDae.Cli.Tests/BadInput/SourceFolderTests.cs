using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.BadInput;

/// <summary>A source or an output folder that cannot be used at all.</summary>
public sealed class SourceFolderTests
{
    [Fact]
    public async Task A_source_that_does_not_exist()
    {
        using var workspace = new Workspace();
        await CommandLine.Refuse(ExitCode.MissingInput, workspace.Preprocess(), workspace.Source, "does not exist", "Give");
        Assert.Empty(workspace.Entries());
    }

    [Fact]
    public async Task A_source_that_is_empty()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.Source);
        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Preprocess(), workspace.Source, "is empty", "Give");
        Assert.Equal(["source"], workspace.Entries());
    }

    [Fact]
    public async Task A_source_that_is_a_file()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.Source, "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.InvalidInput, workspace.Preprocess(), workspace.Source, "is a file", "Give");
    }

    [Fact]
    public async Task A_name_with_markup_is_printed_as_it_is()
    {
        using var workspace = new Workspace();
        var source = workspace["[red]scans[x] " + new string('n', 90)];
        await CommandLine.Refuse(ExitCode.MissingInput, ["preprocess", "-s", source, "-o", workspace.Data], $"error: {source}: does not exist");
    }

    [Fact]
    public async Task An_output_in_place_of_which_there_is_a_file()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 1);
        await File.WriteAllTextAsync(workspace.Data, "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, workspace.Preprocess(), workspace.Data, "cannot be written", "Choose");
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task An_output_under_a_file()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 1);
        await File.WriteAllTextAsync(workspace["file"], "", TestContext.Current.CancellationToken);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, ["preprocess", "-s", workspace.Source, "-o", workspace["file", "data"]], workspace["file", "data"], "cannot be written");
    }

    [Fact]
    public async Task An_output_that_lets_nobody_write()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is a folder that even root cannot write in, on Linux only");
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 1);
        await CommandLine.Refuse(ExitCode.OutputNotWritable, ["preprocess", "-s", workspace.Source, "-o", "/proc/braindae"], "/proc/braindae", "cannot be written");
    }
}
