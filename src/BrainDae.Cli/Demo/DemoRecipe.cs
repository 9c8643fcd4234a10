using BrainDae.Data.Preprocessing;
using BrainDae.Method.Config;
using BrainDae.Phantom;

namespace BrainDae.Cli.Demo;

/// <summary>The sizes that let the whole method run in minutes on two cores; everything else is as published.</summary>
internal static class DemoRecipe
{
    public const int Patients = 24;

    public const double TrainFraction = 0.67;

    public const double ValFraction = 0.13;

    public static PhantomOptions Phantom(int seed) => PhantomOptions.ForShape(96, 96, 48) with { Seed = seed, BiasStrength = 0.12f };

    public static PreprocessingOptions Preprocessing { get; } = new() { Size = 96 };

    public static TrainingOptions Training(int seed) => new()
    {
        Network = new() { BaseChannels = 16 },
        Noise = new() { Resolution = 12 },
        Seed = seed,
        BatchSize = 8,
        LearningRate = 2e-3,
        Epochs = 45,
        CosinePeriod = 45,
        ValidationBatches = 4,
    };
}
