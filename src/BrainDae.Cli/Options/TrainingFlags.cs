using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Method.Config;

namespace BrainDae.Cli.Options;

/// <summary>The flags of the training recipe and how they become <see cref="TrainingOptions"/>.</summary>
internal sealed class TrainingFlags
{
    private static readonly TrainingOptions Published = new();

    public Option<RecipeName> Recipe { get; } = SharedOptions.WithDefault(
        "--recipe", "Values of all flags that are not given: published, or quick (good results in minutes).", RecipeName.Published);

    public Option<int> NoiseResolution { get; } = SharedOptions.WithDefault(
        "--noise_res", "Edge of the coarse noise field in cells.", Published.Noise.Resolution, "-nr", "--noise-res");

    public Option<double> NoiseDeviation { get; } = SharedOptions.WithDefault(
        "--noise_std", "Standard deviation of the noise.", Published.Noise.StandardDeviation, "-ns", "--noise-std");

    public Option<bool> NoiseMix { get; } = new("--noise-mix")
    {
        Description = "Draw each slice's noise resolution (half, all or double) and deviation (half to one and a half) anew.",
        DefaultValueFactory = _ => Published.Noise.Mixed,
        HelpName = "True|False",
    };

    public Option<long> Seed { get; } = SharedOptions.WithDefault(
        "--seed", "Seed of order, initial parameters and noise.", Published.Seed, "-s");

    public Option<int> BatchSize { get; } = SharedOptions.WithDefault(
        "--batch_size", "Slices in one iteration.", Published.BatchSize, "-bs", "--batch-size");

    public Option<int> Epochs { get; } = SharedOptions.WithDefault(
        "--epochs", "Rounds of training, validation and checkpoint.", Published.Epochs);

    public Option<int> Iterations { get; } = SharedOptions.WithDefault(
        "--iterations", "Optimiser steps in one epoch.", Published.IterationsPerEpoch);

    public Option<double> LearningRate { get; } = SharedOptions.WithDefault(
        "--learning-rate", "Learning rate of the first epoch.", Published.LearningRate, "-lr");

    public Option<int> CosinePeriod { get; } = SharedOptions.WithDefault(
        "--cosine-period", "Epochs in which the learning rate falls to 0, and then rises again.", Published.CosinePeriod);

    public Option<LearningRateCourse> Schedule { get; } = SharedOptions.WithDefault(
        "--schedule", "Course of the learning rate: cosine (falls and rises, published) or warmup (rises, then falls to 0 once).", Published.Schedule);

    public Option<int> Warmup { get; } = SharedOptions.WithDefault(
        "--warmup", "Iterations in which the learning rate rises, with --schedule warmup.", Published.WarmupIterations);

    public Option<int> CropX { get; } = SharedOptions.WithDefault(
        "--crop-x", "Rows of the window around the brain that the network sees; 0: whole slices.", Published.CropX);

    public Option<int> CropY { get; } = SharedOptions.WithDefault(
        "--crop-y", "Columns of that window; 0: whole slices.", Published.CropY);

    public Option<bool> Mirror { get; } = new("--mirror")
    {
        Description = "Mirror half of the training slices along x (left and right).",
        DefaultValueFactory = _ => Published.Mirror,
        HelpName = "True|False",
    };

    public Option<double> WeightDecay { get; } = SharedOptions.WithDefault(
        "--weight-decay", "Multiple of each parameter added to its gradient.", Published.WeightDecay);

    public Option<double> ClipNorm { get; } = SharedOptions.WithDefault(
        "--clip-norm", "Largest norm of the gradient.", Published.ClipNorm);

    public Option<double> WeightAverage { get; } = SharedOptions.WithDefault(
        "--weight-average", "Share that a moving average of the parameters keeps at each step; the average becomes the model. 0: no average.", Published.WeightAverage);

    public Option<int> ValidationBatches { get; } = SharedOptions.WithDefault(
        "--validation-batches", "Validation batches after each epoch.", Published.ValidationBatches);

    public Option<int> BaseChannels { get; } = SharedOptions.WithDefault(
        "--base-channels", "Channels of the network's first level.", Published.Network.BaseChannels);

    public Option<int> Depth { get; } = SharedOptions.WithDefault(
        "--depth", "Levels of the network.", Published.Network.Depth);

    public Option<HealthyRule> HealthyRule { get; } = SharedOptions.WithDefault(
        "--healthy-by", "A slice is healthy by its label at the training size (resized, as published) or on the scan's own grid (native).", Published.HealthyRule);

    public Option<UnlabelledRule?> Unlabelled { get; } = SharedOptions.Unlabelled();

    public void AddTo(Command command)
    {
        Option[] all =
        [
            Recipe, NoiseResolution, NoiseDeviation, NoiseMix, Seed, BatchSize, Epochs, Iterations, LearningRate, CosinePeriod, Schedule, Warmup, CropX, CropY, Mirror, WeightDecay,
            ClipNorm, WeightAverage, ValidationBatches, BaseChannels, Depth, HealthyRule, Unlabelled,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options of the recipe, with every flag that was given in the place of its value.</summary>
    public TrainingOptions Read(ParseResult parsed)
    {
        var recipe = Recipes.Of(parsed.GetValue(Recipe));
        return recipe with
        {
            Network = recipe.Network with { BaseChannels = Given(BaseChannels, recipe.Network.BaseChannels), Depth = Given(Depth, recipe.Network.Depth) },
            Noise = recipe.Noise with { Resolution = Given(NoiseResolution, recipe.Noise.Resolution), StandardDeviation = Given(NoiseDeviation, recipe.Noise.StandardDeviation), Mixed = Given(NoiseMix, recipe.Noise.Mixed) },
            Seed = Given(Seed, recipe.Seed),
            BatchSize = Given(BatchSize, recipe.BatchSize),
            Epochs = Given(Epochs, recipe.Epochs),
            IterationsPerEpoch = Given(Iterations, recipe.IterationsPerEpoch),
            LearningRate = Given(LearningRate, recipe.LearningRate),
            CosinePeriod = Given(CosinePeriod, recipe.CosinePeriod),
            Schedule = Given(Schedule, recipe.Schedule),
            WarmupIterations = Given(Warmup, recipe.WarmupIterations),
            CropX = Given(CropX, recipe.CropX),
            CropY = Given(CropY, recipe.CropY),
            Mirror = Given(Mirror, recipe.Mirror),
            WeightDecay = Given(WeightDecay, recipe.WeightDecay),
            ClipNorm = Given(ClipNorm, recipe.ClipNorm),
            WeightAverage = Given(WeightAverage, recipe.WeightAverage),
            ValidationBatches = Given(ValidationBatches, recipe.ValidationBatches),
            HealthyRule = Given(HealthyRule, recipe.HealthyRule),
            Unlabelled = parsed.GetValue(Unlabelled),
        };

        T Given<T>(Option<T> option, T otherwise) =>
            parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;
    }
}
