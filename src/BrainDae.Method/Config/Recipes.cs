using BrainDae.Method.Network;

namespace BrainDae.Method.Config;

/// <summary>Names of the recipes.</summary>
public enum RecipeName
{
    /// <summary>The paper's: 67,200 iterations of the full network.</summary>
    Published,

    /// <summary>Good results in minutes without a GPU (docs/experiments.md says what each change gained).</summary>
    Quick,

    /// <summary>As quick, for lesions of a few voxels, such as those of multiple sclerosis: it practises on small ones.</summary>
    Small,
}

/// <summary>Complete sets of training options by name.</summary>
public static class Recipes
{
    /// <summary>The options of a recipe.</summary>
    public static TrainingOptions Of(RecipeName name) => name switch
    {
        RecipeName.Quick => Quick,
        RecipeName.Small => Quick with { Lesions = Quick.Lesions with { Radius = new(0.006, 0.06), Edge = new(0.004, 0.015), MaximumCount = 10 }, Smoothing = 1 },
        _ => new(),
    };

    private static TrainingOptions Quick { get; } = new()
    {
        Network = new UNetOptions { BaseChannels = 32 },
        BatchSize = 8,
        Epochs = 18,
        IterationsPerEpoch = 32,
        LearningRate = 1e-3,
        Schedule = LearningRateCourse.Warmup,
        WarmupIterations = 32,
        CropX = 80,
        CropY = 96,
        Mirror = true,
        ValidationBatches = 4,
        Lesions = new() { Share = 0.75 },
    };
}
