using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Preprocessing into a folder that holds something already.</summary>
public sealed class PreprocessAgainTests
{
    [Fact]
    public async Task A_second_run_skips_everything_and_changes_no_byte()
    {
        using var workspace = await Started(3);
        var before = Slices(workspace);
        var again = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("0 patients preprocessed, 3 done before, 0 failed.", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, Slices(workspace));
    }

    [Theory]
    [InlineData("--quantile", "0.95")]
    [InlineData("--size", "16")]
    [InlineData("--brain-threshold", "0.2")]
    [InlineData("--float16")]
    [InlineData("--overwrite")]
    public async Task Changed_options_or_overwrite_do_every_patient_again(params string[] change)
    {
        using var workspace = await Started(2);
        string[] arguments = change[0] == "--size"
            ? ["preprocess", "-s", workspace.Source, "-o", workspace.Data, .. change]
            : workspace.Preprocess(change);
        var again = await CommandLine.Succeed(arguments);
        Assert.Contains("2 patients preprocessed, 0 done before, 0 failed.", again.Output, StringComparison.Ordinal);
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task An_interrupted_run_goes_on_with_the_patients_that_are_not_done()
    {
        using var workspace = await Started(3);
        var whole = Slices(workspace);
        File.Delete(workspace["data", "slices", SyntheticCohort.Name(1) + ".safetensors"]);
        File.Delete(workspace["data", "manifest.json"]);
        using (var cut = File.OpenWrite(workspace["data", "slices", SyntheticCohort.Name(2) + ".safetensors"]))
        {
            cut.SetLength(cut.Length / 2);
        }

        var again = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("2 patients preprocessed, 1 done before, 0 failed.", again.Output, StringComparison.Ordinal);
        Assert.Equal(whole, Slices(workspace));
    }

    [Fact]
    public async Task New_patients_join_the_old_ones_and_a_split_that_is_there_stays()
    {
        using var workspace = await Started(2);
        Directory.CreateDirectory(workspace["data", "splits"]);
        await File.WriteAllTextAsync(workspace["data", "splits", "train.txt"], SyntheticCohort.Name(1) + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace["data", "splits", "val.txt"], SyntheticCohort.Name(0) + "\r\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace["data", "splits", "test.txt"], "", TestContext.Current.CancellationToken);
        SyntheticCohort.WritePatient(workspace.Source, 2, SyntheticCohort.Name(2));

        var again = await CommandLine.Succeed(workspace.Preprocess());
        Assert.Contains("1 patient preprocessed, 2 done before, 0 failed.", again.Output, StringComparison.Ordinal);
        Assert.Contains("Split found: 1 train, 1 val, 0 test.", again.Output, StringComparison.Ordinal);
        Assert.Contains("1 preprocessed patients are in no split file", again.OutputWords, StringComparison.Ordinal);
        Assert.Equal(SyntheticCohort.Name(1) + "\n", await File.ReadAllTextAsync(workspace["data", "splits", "train.txt"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_dry_run_tells_what_is_there_and_writes_nothing()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 2);
        var dry = await CommandLine.Succeed(workspace.Preprocess("--dry-run"));
        Assert.Contains("2 complete patients", dry.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Data));
    }

    [Theory]
    [InlineData("--threads -1", "--threads -1")]
    [InlineData("--val-fraction 2", "--val-fraction 2")]
    [InlineData("--quantile 0", "--quantile 0")]
    [InlineData("--size 0", "--size 0")]
    [InlineData("--brain-threshold nan", "--brain-threshold NaN")]
    public async Task A_value_out_of_range_is_refused_in_a_dry_run_too(string change, string fault)
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 1);
        string[] arguments = ["preprocess", "-s", workspace.Source, "-o", workspace.Data, .. change.Split(' ')];
        await CommandLine.Refuse(ExitCode.InvalidOption, arguments, fault);
        await CommandLine.Refuse(ExitCode.InvalidOption, [.. arguments, "--dry-run"], fault);
        Assert.False(Directory.Exists(workspace.Data));
    }

    private static async Task<Workspace> Started(int patients)
    {
        var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, patients);
        await CommandLine.Succeed(workspace.Preprocess());
        return workspace;
    }

    private static (string Name, string Hash)[] Slices(Workspace workspace) => Workspace.Contents(workspace["data", "slices"]);
}
