using System.CommandLine;
using BrainDae.Imaging.Slices;
using BrainDae.Learning.Recipe;

namespace BrainDae.Cli.Options;

/// <summary>The flags of the training recipe and how they become <see cref="TrainingOptions"/>.</summary>
internal sealed class TrainingFlags
{
    private static readonly TrainingOptions Published = new();

    public Option<int> NoiseResolution { get; } = SharedOptions.WithDefault(
        "--noise_res", "Edge of the coarse noise field in cells.", Published.Noise.Resolution, "-nr", "--noise-res");

    public Option<double> NoiseDeviation { get; } = SharedOptions.WithDefault(
        "--noise_std", "Standard deviation of the noise.", Published.Noise.StandardDeviation, "-ns", "--noise-std");

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

    public Option<double> WeightDecay { get; } = SharedOptions.WithDefault(
        "--weight-decay", "Multiple of each parameter added to its gradient.", Published.WeightDecay);

    public Option<double> ClipNorm { get; } = SharedOptions.WithDefault(
        "--clip-norm", "Largest norm of the gradient.", Published.ClipNorm);

    public Option<int> ValidationBatches { get; } = SharedOptions.WithDefault(
        "--validation-batches", "Validation batches after each epoch.", Published.ValidationBatches);

    public Option<int> BaseChannels { get; } = SharedOptions.WithDefault(
        "--base-channels", "Channels of the network's first level.", Published.Network.BaseChannels);

    public Option<int> Depth { get; } = SharedOptions.WithDefault(
        "--depth", "Levels of the network.", Published.Network.Depth);

    public Option<HealthyRule> HealthyRule { get; } = SharedOptions.WithDefault(
        "--healthy-by", "A slice is healthy by its label at the training size (resized, as published) or on the scan's own grid (native).", Published.HealthyRule);

    public void AddTo(Command command)
    {
        Option[] all =
        [
            NoiseResolution, NoiseDeviation, Seed, BatchSize, Epochs, Iterations, LearningRate, CosinePeriod, WeightDecay,
            ClipNorm, ValidationBatches, BaseChannels, Depth, HealthyRule,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public TrainingOptions Read(ParseResult parsed) => new()
    {
        Network = new() { BaseChannels = parsed.GetValue(BaseChannels), Depth = parsed.GetValue(Depth) },
        Noise = new() { Resolution = parsed.GetValue(NoiseResolution), StandardDeviation = parsed.GetValue(NoiseDeviation) },
        Seed = parsed.GetValue(Seed),
        BatchSize = parsed.GetValue(BatchSize),
        Epochs = parsed.GetValue(Epochs),
        IterationsPerEpoch = parsed.GetValue(Iterations),
        LearningRate = parsed.GetValue(LearningRate),
        CosinePeriod = parsed.GetValue(CosinePeriod),
        WeightDecay = parsed.GetValue(WeightDecay),
        ClipNorm = parsed.GetValue(ClipNorm),
        ValidationBatches = parsed.GetValue(ValidationBatches),
        HealthyRule = parsed.GetValue(HealthyRule),
    };
}
