using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Faults.Found;

/// <summary>Row 1: files that were damaged gave other results without a word.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class DamagedFileTests
{
    [Theory]
    [InlineData("slices")]
    [InlineData("weights")]
    [InlineData("resume state")]
    [InlineData("evaluation")]
    [InlineData("training log")]
    public void Damage_is_refused_by_the_files_name(string kind)
    {
        using var site = FoundSite.With("data", "models", "results");
        var tested = File.ReadLines(site["data", "splits", "test.txt"]).First();
        var (file, command) = kind switch
        {
            "slices" => (site["data", "slices", tested + ".safetensors"], FoundSite.Evaluate),
            "weights" => (site.Model, FoundSite.Evaluate),
            "resume state" => (site["models", "dae", "last.safetensors"], FoundSite.Train("dae", "--resume", "--epochs", "3")),
            "evaluation" => (site["results", "dae", "test", "evaluation.json"], FoundSite.Report),
            _ => (site["models", "dae", "log.jsonl"], FoundSite.Report),
        };
        Damage(file);
        var run = site.Run(command);
        Assert.True(run.Code is 3 or 4, $"{run.Code} {run.Said}");
        Assert.Contains(Path.GetFileName(file), run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Preprocessing_again_mends_slices()
    {
        using var site = FoundSite.With("scans", "data");
        var file = site["data", "slices", SyntheticCohort.Name(0) + ".safetensors"];
        var whole = File.ReadAllBytes(file);
        Damage(file);
        site.Succeed(FoundSite.Preprocess);
        Assert.Equal(whole, File.ReadAllBytes(file));
    }

    /// <summary>One bit, which leaves a text a text: of the digit nearest the middle, or of the last number of all tensors.</summary>
    private static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var at = file.EndsWith(".safetensors", StringComparison.Ordinal) ? bytes.Length - 2 : bytes.Length / 2;
        while (!file.EndsWith(".safetensors", StringComparison.Ordinal) && !char.IsAsciiDigit((char)bytes[at]))
        {
            at++;
        }

        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
