using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>What preprocess does with a split that is there, and with one that comes out without val.</summary>
public sealed class ResplitTests : IDisposable
{
    private static readonly string[] Parts = ["train", "val", "test"];
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Split_flags_without_effect_are_told_with_the_way_to_draw_anew()
    {
        SyntheticCohort.Write(workspace.Source, 6);
        await CommandLine.Succeed(Preprocess("--train-fraction", "0.5", "--val-fraction", "0.25"));
        var drawn = Split();
        Assert.Equal([3, 1, 2], drawn.Select(part => part.Length));

        Assert.DoesNotContain("--resplit", (await CommandLine.Succeed(Preprocess())).OutputWords, StringComparison.Ordinal);
        var ignored = await CommandLine.Succeed(Preprocess("--val-fraction", "0.4"));
        Assert.Contains("so --val-fraction had no effect: add --resplit", ignored.OutputWords, StringComparison.Ordinal);
        Assert.Equal(drawn, Split());

        var anew = await CommandLine.Succeed(Preprocess("--train-fraction", "0.5", "--val-fraction", "0.5", "--resplit"));
        Assert.Contains("Split drawn anew: 3 train, 3 val, 0 test.", anew.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no effect", anew.OutputWords, StringComparison.Ordinal);
        Assert.Equal([3, 3, 0], Split().Select(part => part.Length));
        workspace.AssertNothingHalfWritten();
    }

    [Fact]
    public async Task Fractions_out_of_range_leave_the_split_that_is_there()
    {
        SyntheticCohort.Write(workspace.Source, 2);
        await CommandLine.Succeed(Preprocess());
        var before = Split();
        await CommandLine.Refuse(ExitCode.InvalidOption, Preprocess("--train-fraction", "2", "--resplit"), "--train-fraction 2");
        Assert.Equal(before, Split());
    }

    [Fact]
    public async Task A_val_split_that_would_be_empty_gets_the_last_of_train_and_says_so()
    {
        SyntheticCohort.Write(workspace.Source, 4);
        var drawn = await CommandLine.Succeed(Preprocess());
        Assert.Contains("Split drawn: 2 train, 1 val, 1 test.", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("the last patient of train became val", drawn.OutputWords, StringComparison.Ordinal);
        var again = await CommandLine.Succeed(Preprocess());
        Assert.DoesNotContain("became val", again.OutputWords, StringComparison.Ordinal);
    }

    private string[] Preprocess(params string[] more) =>
        ["preprocess", "-s", workspace.Source, "-o", workspace.Data, "--size", "32", "--threads", "2", .. more];

    private string[][] Split() => [.. Parts.Select(part => File.ReadAllLines(workspace["data", "splits", part + ".txt"]))];
}
