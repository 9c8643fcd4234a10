using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Torch.Tests.Training;

[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class ResumeRefusalTests : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly SmallRun run;

    public ResumeRefusalTests()
    {
        run = new(cohort);
        run.Train(SmallRun.Options with { Epochs = 1 });
    }

    public static TheoryData<string, string, string> Changes => new()
    {
        { "rate", "\"learning_rate\": 0.001 then", "\"learning_rate\": 0.002 now" },
        { "network", "\"network.base_channels\": 2 then", "\"network.base_channels\": 4 now" },
        { "noise", "\"corruption.standard_deviation\": 0.2 then", "\"corruption.standard_deviation\": 0.3 now" },
        { "rule", "\"healthy_rule\": \"Resized\" then", "\"healthy_rule\": \"Native\" now" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Other_options_are_refused_naming_both_values(string change, string then, string now)
    {
        var options = change switch
        {
            "rate" => SmallRun.Options with { LearningRate = 0.002 },
            "network" => SmallRun.Options with { Network = new UNetOptions { BaseChannels = 4, Depth = 3 } },
            "noise" => SmallRun.Options with { Corruption = new CoarseNoiseOptions { Resolution = 8, StandardDeviation = 0.3 } },
            _ => SmallRun.Options with { HealthyRule = HealthyRule.Native },
        };

        var failure = Refusal(() => run.Train(options, resume: true));

        Assert.Contains($"{then}, {now}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_slices_are_refused()
    {
        using var other = new SmallCohort(seed: 1);
        using var elsewhere = new SmallRun(other);
        Directory.CreateDirectory(elsewhere.Model.Path);
        File.Copy(run.Model.Last, elsewhere.Model.Last);

        var failure = Refusal(() => elsewhere.Train(resume: true));

        Assert.Contains("other slices", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".txt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_split_is_refused_naming_its_file()
    {
        var (split, names) = (cohort.Split, cohort.Store.Patients);

        var train = Refusal(() => run.Train(resume: true, split: split with { Train = [.. split.Train, names[5]] }));
        var val = Refusal(() => run.Train(resume: true, split: split with { Val = [names[3]] }));

        Assert.Contains("another train.txt", train.Message, StringComparison.Ordinal);
        Assert.Contains("another val.txt", val.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_of_names_in_the_split_does_not_matter()
    {
        var split = cohort.Split;

        var progress = run.Train(SmallRun.Options with { Epochs = 2 }, resume: true, split: split with { Train = [.. split.Train.Reverse()] });

        Assert.Equal(2, progress.EpochsDone);
    }

    [Fact]
    public void Nothing_to_resume_is_a_missing_input()
    {
        using var fresh = new SmallRun(cohort);

        var failure = Assert.Throws<BrainDaeException>(() => fresh.Train(resume: true));

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains(fresh.Model.Last, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        run.Dispose();
        cohort.Dispose();
    }

    private BrainDaeException Refusal(Action action)
    {
        var before = File.ReadAllBytes(run.Model.Last);
        var failure = Assert.Throws<BrainDaeException>(action);
        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.StartsWith("`resume`", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(before, File.ReadAllBytes(run.Model.Last));
        return failure;
    }
}
