using System.CommandLine;
using BrainDae.Cli.Options;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Config;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Parsing;

/// <summary>Flags, aliases and defaults, without running anything.</summary>
public sealed class FlagTests
{
    [Fact]
    public void Train_has_the_published_defaults()
    {
        var parsed = Parse("train");
        Assert.Equal("model", parsed.GetValue<string>("--identifier"));
        Assert.Equal(16, parsed.GetValue<int>("--noise_res"));
        Assert.Equal(0.2, parsed.GetValue<double>("--noise_std"));
        Assert.Equal(0L, parsed.GetValue<long>("--seed"));
        Assert.Equal(16, parsed.GetValue<int>("--batch_size"));
        Assert.Equal(2100, parsed.GetValue<int>("--epochs"));
        Assert.Equal(32, parsed.GetValue<int>("--iterations"));
        Assert.Equal(1e-4, parsed.GetValue<double>("--learning-rate"));
        Assert.Equal(100, parsed.GetValue<int>("--cosine-period"));
        Assert.Equal(1e-5, parsed.GetValue<double>("--weight-decay"));
        Assert.Equal(0.5, parsed.GetValue<double>("--clip-norm"));
        Assert.Equal(32, parsed.GetValue<int>("--validation-batches"));
        Assert.Equal(64, parsed.GetValue<int>("--base-channels"));
        Assert.Equal(4, parsed.GetValue<int>("--depth"));
        Assert.Equal(HealthyRule.Resized, parsed.GetValue<HealthyRule>("--healthy-by"));
        Assert.Equal("data", parsed.GetValue<DirectoryInfo>("--data")!.ToString());
        Assert.Equal("models", parsed.GetValue<DirectoryInfo>("--models")!.ToString());
        Assert.Equal("auto", parsed.GetValue<string>("--device"));
        Assert.Equal(NetworkPrecision.Auto, parsed.GetValue<NetworkPrecision>("--precision"));
        Assert.Equal(0, parsed.GetValue<int>("--threads"));
        Assert.False(parsed.GetValue<bool>("--resume"));
        Assert.False(parsed.GetValue<bool>("--overwrite"));
        Assert.False(parsed.GetValue<bool>("--dry-run"));
    }

    [Fact]
    public void Recipe_gives_the_values_of_flags_that_are_not_given()
    {
        var command = new Command("train");
        var flags = new TrainingFlags(command);

        Assert.Equal(new TrainingOptions(), flags.Read(command.Parse("")));
        Assert.Equal(Recipes.Of(RecipeName.Quick), flags.Read(command.Parse("--recipe quick")));
        Assert.Equal(Recipes.Of(RecipeName.Quick) with { Epochs = 3, Mirror = false, LearningRate = 1e-4 }, flags.Read(command.Parse("--epochs 3 --recipe quick --mirror False -lr 1e-4")));
        Assert.Equal(new TrainingOptions { CropX = 80, CropY = 96, Schedule = LearningRateCourse.Warmup, WarmupIterations = 5 }, flags.Read(command.Parse("--crop-x 80 --crop-y 96 --schedule warmup --warmup 5")));
        Assert.Equal(Recipes.Of(RecipeName.Small), flags.Read(command.Parse("--recipe small")));
        Recipes.Of(RecipeName.Quick).Validate(128);
        Recipes.Of(RecipeName.Small).Validate(128);
    }

    [Fact]
    public void Evaluate_has_the_published_defaults()
    {
        var parsed = Parse("evaluate");
        Assert.Equal(["model"], parsed.GetValue<string[]>("--identifier")!);
        Assert.False(parsed.GetValue<bool>("--allow-train-patients"));
        Assert.Equal(2, parsed.GetValue<double>("--surface-tolerance"));
        Assert.Equal(2000, parsed.GetValue<int>("--resamples"));
        Assert.Equal(0, parsed.GetValue<long>("--bootstrap-seed"));
        Assert.Equal(SplitName.Test, parsed.GetValue<SplitName>("--split"));
        Assert.True(parsed.GetValue<bool>("--use_cc"));
        Assert.Equal(16, parsed.GetValue<int>("--batch_size"));
        Assert.Equal("data", parsed.GetValue<DirectoryInfo>("--data")!.ToString());
        Assert.Equal("models", parsed.GetValue<DirectoryInfo>("--models")!.ToString());
        Assert.Equal("results", parsed.GetValue<DirectoryInfo>("--results")!.ToString());
        Assert.Equal("auto", parsed.GetValue<string>("--device"));
        Assert.Equal(NetworkPrecision.Auto, parsed.GetValue<NetworkPrecision>("--precision"));
        Assert.Equal(0, parsed.GetValue<int>("--threads"));
    }

    [Theory]
    [InlineData("-id a b c -s val")]
    [InlineData("-id a -s val -id b --identifier c")]
    public void Evaluate_takes_several_models(string line)
    {
        var parsed = Parse(["evaluate", .. line.Split(' ')]);
        Assert.Equal(["a", "b", "c"], parsed.GetValue<string[]>("--identifier")!);
        Assert.Equal(SplitName.Val, parsed.GetValue<SplitName>("--split"));
    }

    [Fact]
    public void Report_shows_the_test_split_and_sixteen_patients()
    {
        var parsed = Parse("report", "-o", "out.html");
        Assert.Equal("model", parsed.GetValue<string>("--identifier"));
        Assert.Equal(SplitName.Test, parsed.GetValue<SplitName>("--split"));
        Assert.Equal("out.html", parsed.GetValue<string>("--output"));
        Assert.Equal(16, parsed.GetValue<int>("--pictures"));
        Assert.Equal("results", parsed.GetValue<DirectoryInfo>("--results")!.ToString());
        Assert.Null(Parse("report").GetValue<string>("--output"));
    }

    [Fact]
    public void Preprocess_has_the_published_defaults()
    {
        var parsed = Parse("preprocess", "-s", "scans");
        Assert.Equal("scans", parsed.GetValue<string>("--source"));
        Assert.Equal("data", parsed.GetValue<DirectoryInfo>("--output")!.ToString());
        Assert.Equal(128, parsed.GetValue<int>("--size"));
        Assert.Equal(0.99, parsed.GetValue<double>("--quantile"));
        Assert.Equal(0.75, parsed.GetValue<double>("--train-fraction"));
        Assert.Equal(0.05, parsed.GetValue<double>("--val-fraction"));
        Assert.Equal(0, parsed.GetValue<int>("--threads"));
        Assert.False(parsed.GetValue<bool>("--float16"));
        Assert.False(parsed.GetValue<bool>("--overwrite"));
        Assert.False(parsed.GetValue<bool>("--dry-run"));
    }

    [Fact]
    public void Predict_has_the_documented_defaults()
    {
        var parsed = Parse("predict", "-i", "scans");
        Assert.Equal("scans", parsed.GetValue<string>("--input"));
        Assert.Equal("predictions", parsed.GetValue<DirectoryInfo>("--output")!.ToString());
        Assert.Equal("model", parsed.GetValue<string>("--identifier"));
        Assert.Null(parsed.GetValue<string?>("--score"));
        Assert.Null(parsed.GetValue<string?>("--threshold"));
        Assert.Equal(50, parsed.GetValue<double>("--min-volume"));
        Assert.Null(parsed.GetValue<double?>("--min-peak"));
        Assert.Equal(16, parsed.GetValue<int>("--batch_size"));
        Assert.Equal("models", parsed.GetValue<DirectoryInfo>("--models")!.ToString());
        Assert.Equal("auto", parsed.GetValue<string>("--device"));
        Assert.Equal(NetworkPrecision.Auto, parsed.GetValue<NetworkPrecision>("--precision"));
        Assert.Equal(0, parsed.GetValue<int>("--threads"));
        Assert.False(parsed.GetValue<bool>("--overwrite"));
        Assert.False(parsed.GetValue<bool>("--dry-run"));
    }

    [Theory]
    [InlineData("-id dae -nr 8 -ns 0.5 -s 7 -bs 4 -lr 1e-3")]
    [InlineData("--identifier dae --noise_res 8 --noise_std 0.5 --seed 7 --batch_size 4 --learning-rate 0.001")]
    [InlineData("--identifier dae --noise-res 8 --noise-std .5 --seed 7 --batch-size 4 -lr 0.001")]
    [InlineData("-id=dae -nr=8 -ns=0.5 -s=7 -bs=4 -lr=1E-3")]
    public void Every_name_of_a_training_flag_means_the_same(string line)
    {
        var parsed = Parse(["train", .. line.Split(' ')]);
        Assert.Equal("dae", parsed.GetValue<string>("--identifier"));
        Assert.Equal(8, parsed.GetValue<int>("--noise_res"));
        Assert.Equal(0.5, parsed.GetValue<double>("--noise_std"));
        Assert.Equal(7L, parsed.GetValue<long>("--seed"));
        Assert.Equal(4, parsed.GetValue<int>("--batch_size"));
        Assert.Equal(1e-3, parsed.GetValue<double>("--learning-rate"));
    }

    [Theory]
    [InlineData("test", SplitName.Test)]
    [InlineData("VAL", SplitName.Val)]
    [InlineData("Train", SplitName.Train)]
    public void A_split_is_named_in_any_case(string text, SplitName expected)
    {
        Assert.Equal(expected, Parse("evaluate", "-s", text).GetValue<SplitName>("--split"));
        Assert.Equal(expected, Parse("evaluate", "--split", text).GetValue<SplitName>("--split"));
    }

    [Theory]
    [InlineData("-cc", "True", true)]
    [InlineData("-cc", "true", true)]
    [InlineData("-cc", "False", false)]
    [InlineData("--use_cc", "False", false)]
    [InlineData("--use-cc", "false", false)]
    public void The_component_filter_is_given_as_the_published_script_gives_it(string flag, string value, bool expected) =>
        Assert.Equal(expected, Parse("evaluate", flag, value).GetValue<bool>("--use_cc"));

    [Fact]
    public void A_negative_number_is_a_value_and_no_flag() =>
        Assert.Equal(-3L, Parse("train", "-s", "-3").GetValue<long>("--seed"));

    private static ParseResult Parse(params string[] args)
    {
        using var console = new TestConsole();
        var parsed = BrainDaeApp.CreateRootCommand(console).Parse(args);
        Assert.Empty(parsed.Errors);
        return parsed;
    }
}
