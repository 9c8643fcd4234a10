using BrainDae.Imaging.Preprocessing;
using BrainDae.Imaging.Synthetic;
using BrainDae.Learning.Training;

namespace BrainDae.Cli.Demo;

/// <summary>The sizes that let the whole method run in minutes on two cores; everything else is as published.</summary>
internal static class DemoRecipe
{
    public const int Patients = 24;

    public const double TrainFraction = 0.67;

    public const double ValFraction = 0.13;

    public static PhantomOptions Phantom(int seed) => PhantomOptions.ForShape(96, 96, 48) with { Seed = seed };

    public static PreprocessingOptions Preprocessing { get; } = new() { Size = 64 };

    public static TrainingOptions Training(int seed) => new()
    {
        Network = new() { BaseChannels = 16 },
        Noise = new() { Resolution = 8 },
        Seed = seed,
        LearningRate = 2e-3,
        Epochs = 25,
        CosinePeriod = 25,
        ValidationBatches = 4,
    };
}
