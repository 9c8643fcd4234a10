using BrainDae.Cli.Ending;

namespace BrainDae.Cli.Tests.Parsing;

/// <summary>A command line that cannot be understood ends with code 2 and one line a fault.</summary>
public sealed class RefusedLineTests
{
    [Theory]
    [InlineData("train --foo", "--foo", "train --help")]
    [InlineData("train foo", "foo", "train --help")]
    [InlineData("preprocess", "--source", "preprocess --help")]
    [InlineData("import", "--checkpoint", "import --help")]
    [InlineData("preprocess -s a -s b", "-s", "preprocess --help")]
    [InlineData("evaluate -cc", "-cc", "evaluate --help")]
    [InlineData("train -nr", "-nr", "train --help")]
    [InlineData("train -nr sixteen", "-nr 'sixteen'", "whole number")]
    [InlineData("train -nr 16.5", "-nr '16.5'", "whole number")]
    [InlineData("train -nr 99999999999", "-nr '99999999999'", "2147483647")]
    [InlineData("train --noise-std much", "--noise-std 'much'", "a number")]
    [InlineData("train --noise_std 0,2", "--noise_std '0,2'", "a number")]
    [InlineData("evaluate -s holdout", "-s 'holdout'", "train, val, test")]
    [InlineData("evaluate -s 1", "-s '1'", "train, val, test")]
    [InlineData("evaluate -s 7", "-s '7'", "train, val, test")]
    [InlineData("train --healthy-by luck", "--healthy-by 'luck'", "resized, native")]
    [InlineData("trian", "'trian'", "preprocess, train, calibrate, evaluate")]
    [InlineData("", "command", "preprocess, train, calibrate, evaluate")]
    public async Task One_line_names_the_fault_and_the_remedy(string line, string fault, string remedy)
    {
        var outcome = await CommandLine.Refuse(ExitCode.InvalidOption, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), fault, remedy);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("preprocess", "-s", "")]
    [InlineData("train", "--data", "")]
    [InlineData("train", "--models", " ")]
    [InlineData("evaluate", "--results", "")]
    public async Task An_empty_path_is_refused(params string[] line) =>
        await CommandLine.Refuse(ExitCode.InvalidOption, line, $"{line[1]} '{line[2]}'", "must be a path");

    [Theory]
    [InlineData("train -id ../up", "--identifier '../up'")]
    [InlineData("evaluate -id a/b", "--identifier 'a/b'")]
    [InlineData("train --device gpu", "--device gpu")]
    [InlineData("train --resume --overwrite", "--resume and --overwrite")]
    public async Task A_value_that_cannot_work_is_refused_before_any_file_is_looked_at(string line, string fault) =>
        await CommandLine.Refuse(ExitCode.InvalidOption, line.Split(' '), fault);

    [Fact]
    public async Task Several_faults_are_several_lines()
    {
        var outcome = await CommandLine.Run("train", "-nr", "x", "-bs", "y");
        Assert.Equal(ExitCode.InvalidOption, outcome.Code);
        Assert.Equal(2, outcome.ErrorLines.Length);
        Assert.All(outcome.ErrorLines, line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
    }
}
