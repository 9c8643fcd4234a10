using BrainDae.Data.Preprocessing;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.Phantom;

namespace BrainDae.Cli.Demo;

/// <summary>The sizes of a demo; everything else is the quick recipe.</summary>
internal sealed record DemoRecipe
{
    /// <summary>The whole method in minutes on two cores.</summary>
    public static DemoRecipe OfMinutes { get; } = new()
    {
        Patients = 24,
        Phantom = PhantomOptions.ForShape(96, 96, 48) with { BiasStrength = 0.12f },
        Preprocessing = new() { Size = 96 },
        Training = Recipes.Of(RecipeName.Quick) with
        {
            Network = new UNetOptions { BaseChannels = 16 },
            Corruption = new CoarseNoiseOptions { Resolution = 12 },
            LearningRate = 2e-3,
            CropX = 0,
            CropY = 0,
        },
    };

    public required int Patients { get; init; }

    /// <summary>Share of the patients to train on.</summary>
    public double TrainFraction { get; init; } = 0.67;

    /// <summary>Share of the patients to validate on.</summary>
    public double ValFraction { get; init; } = 0.13;

    /// <summary>The patients; the demo's seed replaces theirs.</summary>
    public required PhantomOptions Phantom { get; init; }

    public required PreprocessingOptions Preprocessing { get; init; }

    /// <summary>The training; the demo's seed replaces its own.</summary>
    public required TrainingOptions Training { get; init; }
}
