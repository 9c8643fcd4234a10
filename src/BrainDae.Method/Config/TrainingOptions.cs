using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Imaging.Grids;
using BrainDae.Method.Augmentation;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Config;

/// <summary>Everything that decides the numbers of a training run; the defaults are the published recipe.</summary>
public sealed record TrainingOptions
{
    // Generated readers set what the JSON lacks to null.
    /// <summary>Kind and shape of the network, which manifests name; default <see cref="UNetOptions"/>, the published one.</summary>
    [JsonConverter(typeof(NetworkConverter))]
    public NetworkOptions Network { get; init => field = value ?? new UNetOptions(); } = new UNetOptions();

    /// <summary>The corruption to undo, which manifests name; default <see cref="CoarseNoiseOptions"/>, the published one.</summary>
    [JsonConverter(typeof(CorruptionConverter))]
    public CorruptionOptions Corruption { get; init => field = value ?? new CoarseNoiseOptions(); } = new CoarseNoiseOptions();

    // Comes after Corruption: generated readers set properties in this order.
    /// <summary>Where earlier versions stored <see cref="Corruption"/>, which was always coarse noise; never written.</summary>
    [JsonInclude, JsonPropertyName("noise"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal CoarseNoiseOptions? EarlierCorruption
    {
        get => null;
        init => Corruption = value ?? Corruption;
    }

    /// <summary>How intensities of training slices are varied; published: not at all.</summary>
    public IntensityAugmentation Augmentation { get; init => field = value ?? new(); } = new();

    /// <summary>Synthetic lesions to find and to undo; published: none.</summary>
    public LesionOptions Lesions { get; init => field = value ?? new(); } = new();

    /// <summary>How much the trained model's scores are smoothed, millimetres, 0 to <see cref="ScoreCalibration.MaximumSmoothing"/>, see <see cref="ForegroundStatistics"/>; never null. Default 2.</summary>
    public double? Smoothing { get; init => field = value ?? ScoreCalibration.UsualSmoothing; } = ScoreCalibration.UsualSmoothing;

    /// <summary>Whether the trained model corrects patients for inhomogeneity before it scores them; needs <see cref="Lesions"/>. Published: false.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Seed of order, initial parameters, noise and lesions.</summary>
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

    /// <summary>How the learning rate changes; <see cref="CosinePeriod"/> is for one, <see cref="WarmupIterations"/> for the other.</summary>
    public LearningRateCourse Schedule { get; init; } = LearningRateCourse.Cosine;

    /// <summary>Iterations in which the learning rate rises to its value, 0 or more; with <see cref="LearningRateCourse.Warmup"/>.</summary>
    public int WarmupIterations { get; init; }

    /// <summary>
    /// Rows (x) of the window around the foreground of each slice that the network sees; 0 shows whole slices
    /// (published). Four fifths of a slice are background that costs time and teaches nothing.
    /// </summary>
    public int CropX { get; init; }

    /// <summary>Columns (y) of that window; 0 shows whole slices.</summary>
    public int CropY { get; init; }

    /// <summary>Whether half of the training slices are mirrored along x (left and right in BraTS).</summary>
    public bool Mirror { get; init; }

    /// <summary>Multiple of each parameter added to its gradient, 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-5;

    /// <summary>Largest global norm of the gradient, above 0.</summary>
    public double ClipNorm { get; init; } = 0.5;

    /// <summary>
    /// Share that a moving average of the parameters keeps at each step, 0 to below 1; the average is what is validated
    /// and what becomes the model. 0 (published): the parameters themselves.
    /// </summary>
    public double WeightAverage { get; init; }

    /// <summary>Validation batches after each epoch, 1 or more.</summary>
    public int ValidationBatches { get; init; } = 32;

    /// <summary>Whether a slice counts as healthy by its resized label (published) or by the label on the scan's own grid.</summary>
    public HealthyRule HealthyRule { get; init; } = HealthyRule.Resized;

    /// <summary>What becomes of patients without a label; must be given where others of the cohort have one. Without any label all slices count as healthy.</summary>
    public UnlabelledRule? Unlabelled { get; init; }

    /// <summary>Arithmetic inside the network; default <see cref="NetworkPrecision.Auto"/>. A model records what that was.</summary>
    public NetworkPrecision Precision { get; init; }

    /// <summary>Learning rate of an iteration, counted from 0.</summary>
    public double LearningRateAt(long iteration) => Schedule == LearningRateCourse.Warmup
        ? new WarmupCosineSchedule(LearningRate, WarmupIterations, (long)Epochs * IterationsPerEpoch).RateAt(iteration)
        : new CosineSchedule(LearningRate, CosinePeriod).RateAt(checked((int)(iteration / IterationsPerEpoch)));

    /// <summary>The same options with the network that they train: a channel for each modality, and a second output where there are lesions to find.</summary>
    /// <param name="modalities">Number of modalities.</param>
    public TrainingOptions WithNetworkFor(int modalities) => this with { Network = Network with { Channels = modalities, LesionOutput = Lesions.Share > 0 } };

    /// <summary>What the network sees of a slice.</summary>
    /// <param name="sliceSize">Edge of a slice in pixels.</param>
    public WindowSize WindowWithin(int sliceSize) => CropX == 0 ? new(sliceSize, sliceSize) : new(CropX, CropY);

    /// <summary>
    /// Whether a run with these options goes through the same states as one with others, so far as both go: only the
    /// number of epochs may differ, and only where the schedule does not depend on it.
    /// </summary>
    public bool IsSameRunAs(TrainingOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Schedule == LearningRateCourse.Warmup ? this : this with { Epochs = other.Epochs }) == other;
    }

    /// <summary>Refuses values that cannot work, naming every one.</summary>
    /// <param name="sliceSize">Edge of the slices in the data folder, pixels.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    /// <exception cref="InvalidOperationException">A kind of corruption or of network is not registered.</exception>
    public void Validate(int sliceSize)
    {
        _ = (Corruption.Name, Network.Name); // not only when the first checkpoint is written
        BrainDaeException.Refuse(
        [
            .. Network.Faults(),
            .. Corruption.Faults(sliceSize),
            .. Augmentation.Faults(),
            .. Lesions.Faults(),
            AtLeastOne(BatchSize),
            AtLeastOne(Epochs),
            AtLeastOne(IterationsPerEpoch),
            AtLeastOne(CosinePeriod),
            AtLeastOne(ValidationBatches),
            Positive(LearningRate),
            Positive(ClipNorm),
            OptionFault.Unless(WarmupIterations >= 0, WarmupIterations, "must be 0 or more"),
            Window(CropX),
            Window(CropY),
            OptionFault.Unless(CropX == 0 == (CropY == 0), CropX, $"give both or none of it and {new OptionName("CropY")}, which is {CropY}"),
            OptionFault.Unless(ScoreCalibration.CanSmooth(Smoothing!.Value), Smoothing, $"must be 0 to {ScoreCalibration.MaximumSmoothing} mm"),
            OptionFault.Unless(!BiasCorrection || Lesions.Share > 0, BiasCorrection, $"needs synthetic lesions: give {new OptionName("Lesions.Share")} above 0"),
            OptionFault.Unless(WeightDecay >= 0 && double.IsFinite(WeightDecay), WeightDecay, "must be 0 or more"),
            OptionFault.Unless(WeightAverage is >= 0 and < 1, WeightAverage, "must be 0 (none) to below 1"),
        ]);
        Network.RequireSize(sliceSize);

        OptionFault? Window(int value, [CallerArgumentExpression(nameof(value))] string property = "")
        {
            var multiple = Network.SizeMultiple;
            return OptionFault.Unless(
                value == 0 || (value >= 2 * multiple && value <= sliceSize && value % multiple == 0),
                value,
                $"must be 0 (whole slices) or a multiple of {multiple} up to the slice size, {sliceSize}",
                property);
        }

        static OptionFault? AtLeastOne(int value, [CallerArgumentExpression(nameof(value))] string property = "") =>
            OptionFault.Unless(value >= 1, value, "must be 1 or more", property);

        static OptionFault? Positive(double value, [CallerArgumentExpression(nameof(value))] string property = "") =>
            OptionFault.Unless(value > 0 && double.IsFinite(value), value, "must be above 0", property);
    }
}
