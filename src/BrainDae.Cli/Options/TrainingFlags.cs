using System.CommandLine;
using System.Runtime.CompilerServices;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;

namespace BrainDae.Cli.Options;

/// <summary>The flags of the training recipe and how they become <see cref="TrainingOptions"/>.</summary>
internal sealed class TrainingFlags
{
    private readonly Flag<RecipeName> recipe;
    private readonly BoundFlags<TrainingOptions> flags;

    public TrainingFlags(Command command)
    {
        recipe = new Flag<RecipeName>("--recipe", "Values of all flags that are not given: published, quick (good results in minutes), or small (quick, for lesions of a few voxels).") { Default = RecipeName.Published }.AddTo(command);
        flags = new(command, new());
        // First, since the other flags of a corruption change the options of the one that this chooses.
        flags.Add(
            "--corruption",
            $"What the network learns to undo: {string.Join(", ", Corruptions.Names)}.",
            o => o.Corruption.Name,
            (o, value) => value == o.Corruption.Name ? o : o with { Corruption = Corruptions.Create(value) },
            property: "o => o.Corruption");
        AddCorruption<CoarseNoiseOptions, int>("--noise_res", "Edge of the coarse noise field in cells.", c => c.Resolution, (c, value) => c with { Resolution = value }, ["-nr", "--noise-res"]);
        AddCorruption<NoiseOptions, double>("--noise_std", "Standard deviation of the noise.", c => c.StandardDeviation, (c, value) => c with { StandardDeviation = value }, ["-ns", "--noise-std"]);
        AddCorruption<CoarseNoiseOptions, bool>("--noise-mix", "Draw each slice's coarse noise resolution (half, all or double) and deviation (half to one and a half) anew.", c => c.Mixed, (c, value) => c with { Mixed = value }, []);
        flags.Add("--random-fields", "Vary each modality of each training slice by a smooth random field: deviation of its coefficients; 0: none.", o => o.Augmentation.Field, (o, value) => o with { Augmentation = o.Augmentation with { Field = value } });
        flags.Add("--random-contrast", "Vary each modality of each training slice by a random power: deviation of its logarithm; 0: none.", o => o.Augmentation.Contrast, (o, value) => o with { Augmentation = o.Augmentation with { Contrast = value } });
        flags.Add("--lesions", "Share of the training slices that synthetic lesions are painted into; above 0, the network also learns to say where they are.", o => o.Lesions.Share, (o, value) => o with { Lesions = o.Lesions with { Share = value } });
        flags.Add("--lesion-weight", "What the loss of finding them is multiplied by, with --lesions.", o => o.Lesions.LossWeight, (o, value) => o with { Lesions = o.Lesions with { LossWeight = value } });
        flags.Add("--smoothing", "Millimetres that scores are smoothed by, along the edges of FLAIR; less where lesions are small.", o => o.Smoothing!.Value, (o, value) => o with { Smoothing = value });
        flags.Add("--bias-correction", "Correct the inhomogeneity of each patient (its bias field) before it is scored; needs --lesions.", o => o.BiasCorrection, (o, value) => o with { BiasCorrection = value });
        flags.Add("--seed", "Seed of order, initial parameters, noise and lesions.", o => o.Seed, (o, value) => o with { Seed = value }, ["-s"]);
        flags.Add("--batch_size", "Slices in one iteration.", o => o.BatchSize, (o, value) => o with { BatchSize = value }, ["-bs", "--batch-size"]);
        flags.Add("--epochs", "Rounds of training, validation and checkpoint.", o => o.Epochs, (o, value) => o with { Epochs = value });
        flags.Add("--iterations", "Optimiser steps in one epoch.", o => o.IterationsPerEpoch, (o, value) => o with { IterationsPerEpoch = value });
        flags.Add("--learning-rate", "Learning rate of the first epoch.", o => o.LearningRate, (o, value) => o with { LearningRate = value }, ["-lr"]);
        flags.Add("--cosine-period", "Epochs in which the learning rate falls to 0, and then rises again.", o => o.CosinePeriod, (o, value) => o with { CosinePeriod = value });
        flags.Add("--schedule", "Course of the learning rate: cosine (falls and rises, published) or warmup (rises, then falls to 0 once).", o => o.Schedule, (o, value) => o with { Schedule = value });
        flags.Add("--warmup", "Iterations in which the learning rate rises, with --schedule warmup.", o => o.WarmupIterations, (o, value) => o with { WarmupIterations = value });
        flags.Add("--crop-x", "Rows of the window around the brain that the network sees; 0: whole slices.", o => o.CropX, (o, value) => o with { CropX = value });
        flags.Add("--crop-y", "Columns of that window; 0: whole slices.", o => o.CropY, (o, value) => o with { CropY = value });
        flags.Add("--mirror", "Mirror half of the training slices along x (left and right).", o => o.Mirror, (o, value) => o with { Mirror = value });
        flags.Add("--weight-decay", "Multiple of each parameter added to its gradient.", o => o.WeightDecay, (o, value) => o with { WeightDecay = value });
        flags.Add("--clip-norm", "Largest norm of the gradient.", o => o.ClipNorm, (o, value) => o with { ClipNorm = value });
        flags.Add("--weight-average", "Share that a moving average of the parameters keeps at each step; the average becomes the model. 0: no average.", o => o.WeightAverage, (o, value) => o with { WeightAverage = value });
        flags.Add("--validation-batches", "Validation batches after each epoch.", o => o.ValidationBatches, (o, value) => o with { ValidationBatches = value });
        flags.Add(
            "--network",
            $"Kind of network: {string.Join(", ", Networks.Names)}.",
            o => o.Network.Name,
            (o, value) => value == o.Network.Name ? o : o with { Network = WithLevelsOf(o.Network, Networks.Create(value)) },
            property: "o => o.Network");
        AddLevels("--base-channels", "Channels of the network's first level.", n => n.BaseChannels, (n, value) => n with { BaseChannels = value });
        AddLevels("--depth", "Levels of the network.", n => n.Depth, (n, value) => n with { Depth = value });
        flags.Add("--healthy-by", "A slice is healthy by its label at the training size (resized, as published) or on the scan's own grid (native).", o => o.HealthyRule, (o, value) => o with { HealthyRule = value });
        flags.Add(SharedOptions.Unlabelled(), (o, value) => o with { Unlabelled = value });

        void AddCorruption<TKind, T>(
            string name, string description, Func<TKind, T> get, Func<TKind, T, TKind> with, string[] aliases, [CallerArgumentExpression(nameof(get))] string property = "")
            where TKind : CorruptionOptions
            where T : struct => flags.Add(
                name,
                description,
                o => o.Corruption is TKind kind ? get(kind) : default,
                (o, value) => o with { Corruption = with((TKind)o.Corruption, value) },
                aliases,
                o => o.Corruption is TKind,
                property.Replace("c => c.", "o => o.Corruption.", StringComparison.Ordinal));

        void AddLevels(
            string name,
            string description,
            Func<LevelOptions, int> get,
            Func<LevelOptions, int, LevelOptions> with,
            [CallerArgumentExpression(nameof(get))] string property = "") => flags.Add(
                name,
                description,
                o => o.Network is LevelOptions levels ? get(levels) : 0,
                (o, value) => o with { Network = with((LevelOptions)o.Network, value) },
                [],
                o => o.Network is LevelOptions,
                property.Replace("n => n.", "o => o.Network.", StringComparison.Ordinal));
    }

    /// <summary>The options of the recipe, with every flag that was given in the place of its value.</summary>
    public TrainingOptions Read(ParseResult line) => flags.Read(line, Recipes.Of(recipe.Value(line)));

    /// <summary>Every flag's name without dashes and its value as a user types it.</summary>
    public IEnumerable<(string Name, string Value)> Resolved(TrainingOptions options) => flags.Resolved(options);

    /// <summary>Another kind of network with the recipe's levels.</summary>
    private static NetworkOptions WithLevelsOf(NetworkOptions before, NetworkOptions network) =>
        (before, network) is (LevelOptions earlier, LevelOptions levels) ? levels with { Depth = earlier.Depth, BaseChannels = earlier.BaseChannels } : network;
}
