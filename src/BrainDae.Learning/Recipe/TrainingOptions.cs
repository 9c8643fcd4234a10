using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Slices;
using BrainDae.Learning.Network;
using BrainDae.Learning.Noise;
using BrainDae.Learning.Optimization;

namespace BrainDae.Learning.Recipe;

/// <summary>Everything that decides the numbers of a training run; the defaults are the published recipe.</summary>
public sealed record TrainingOptions
{
    /// <summary>Shape of the network.</summary>
    public UNetOptions Network { get; init; } = new();

    /// <summary>The corruption to undo.</summary>
    public NoiseOptions Noise { get; init; } = new();

    /// <summary>Seed of order, initial parameters and noise.</summary>
    public long Seed { get; init; }

    /// <summary>Slices in one iteration, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Rounds of training and validation, 1 or more.</summary>
    public int Epochs { get; init; } = 2100;

    /// <summary>Optimiser steps in one epoch, 1 or more.</summary>
    public int IterationsPerEpoch { get; init; } = 32;

    /// <summary>Learning rate of the first epoch, above 0.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Epochs over which the cosine schedule falls to 0 (and then rises again), 1 or more.</summary>
    public int CosinePeriod { get; init; } = 100;

    /// <summary>Multiple of each parameter added to its gradient, 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-5;

    /// <summary>Largest global norm of the gradient, above 0.</summary>
    public double ClipNorm { get; init; } = 0.5;

    /// <summary>Validation batches after each epoch, 1 or more.</summary>
    public int ValidationBatches { get; init; } = 32;

    /// <summary>Whether a slice counts as healthy by its resized label (published) or by the label on the scan's own grid.</summary>
    public HealthyRule HealthyRule { get; init; } = HealthyRule.Resized;

    /// <summary>Arithmetic inside the network.</summary>
    public NetworkPrecision Precision { get; init; }

    /// <summary>Learning rates of the run.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CosineSchedule Schedule => new(LearningRate, CosinePeriod);

    /// <summary>Refuses values that cannot work, naming every one with its flag.</summary>
    /// <param name="sliceSize">Edge of the slices in the data folder, pixels.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void Validate(int sliceSize)
    {
        List<string> faults = [.. Network.Faults(), .. Noise.Faults(sliceSize)];
        AtLeastOne("--batch_size", BatchSize);
        AtLeastOne("--epochs", Epochs);
        AtLeastOne("--iterations", IterationsPerEpoch);
        AtLeastOne("--cosine-period", CosinePeriod);
        AtLeastOne("--validation-batches", ValidationBatches);
        Positive("--learning-rate", LearningRate);
        Positive("--clip-norm", ClipNorm);
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            faults.Add($"--weight-decay {WeightDecay}: must be 0 or more");
        }

        if (faults.Count > 0)
        {
            throw BrainDaeException.Option($"{string.Join("; ", faults)}.");
        }

        Network.RequireSize(sliceSize);

        void AtLeastOne(string flag, int value)
        {
            if (value < 1)
            {
                faults.Add($"{flag} {value}: must be 1 or more");
            }
        }

        void Positive(string flag, double value)
        {
            if (!(value > 0 && double.IsFinite(value)))
            {
                faults.Add($"{flag} {value}: must be above 0");
            }
        }
    }
}
