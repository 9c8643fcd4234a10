using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Method.Corruption;

/// <summary>
/// Synthetic lesions, the first stage of corruption: painted into healthy slices, so that the network
/// learns to give back the healthy slice and to say where something was put, without having seen a real lesion.
/// Lengths are shares of a slice's edge, so that they mean the same at any size; intensities are normalised ones.
/// </summary>
public sealed record LesionOptions
{
    /// <summary>Share of the slices that lesions are painted into, 0 to 1; 0 (published) paints none, and the network has no second output.</summary>
    public double Share { get; init; }

    /// <summary>Most lesions in one of these slices, 1 to 20; the number is drawn from 1 to this. Default 3.</summary>
    public int MaximumCount { get; init; } = 3;

    /// <summary>Radius, above 0 to 0.5; all ratios are equally likely, so that there are small ones. Default 0.025 to 0.22: 3 to 28 pixels of 128.</summary>
    public ValueRange Radius { get; init; } = new(0.025, 0.22);

    /// <summary>Longest axis over the shortest of the two in the slice, and at most of either over the one across slices, 1 to 5. Default 1 to 2.</summary>
    public ValueRange Elongation { get; init; } = new(1, 2);

    /// <summary>How far the boundary goes in and out, in radii, 0 to 0.9. Default 0.1 to 0.6.</summary>
    public ValueRange Roughness { get; init; } = new(0.1, 0.6);

    /// <summary>Width over which the lesion fades, above 0 to 0.25, but never more than its radius. Default 0.008 to 0.03: 1 to 4 pixels of 128.</summary>
    public ValueRange Edge { get; init; } = new(0.008, 0.03);

    /// <summary>What is added on FLAIR, -2 to 2. Default 0.08 to 0.78: lesions are bright.</summary>
    public ValueRange Flair { get; init; } = new(0.08, 0.78);

    /// <summary>What is added on T1, -2 to 2. Default -0.45 to 0: dark.</summary>
    public ValueRange T1 { get; init; } = new(-0.45, 0);

    /// <summary>What is added on T1 with contrast agent, -2 to 2. Default -0.45 to 0.45: enhancement is bright, necrosis dark.</summary>
    public ValueRange T1ce { get; init; } = new(-0.45, 0.45);

    /// <summary>What is added on T2, -2 to 2. Default 0 to 0.6: bright.</summary>
    public ValueRange T2 { get; init; } = new(0, 0.6);

    /// <summary>What is added on a modality of any other name, -2 to 2. Default -0.5 to 0.5: its sign is not known.</summary>
    public ValueRange Other { get; init; } = new(-0.5, 0.5);

    /// <summary>
    /// The least that the modality with the strongest contrast shows, 0 to 1; weaker lesions are strengthened, so that
    /// nothing is to be found that cannot be seen (without FLAIR it would often be so). Default 0.08.
    /// </summary>
    public double MinimumContrast { get; init; } = 0.08;

    /// <summary>Share of the lesions with a core of another contrast, 0 to 1. Default 0.5.</summary>
    public double CoreShare { get; init; } = 0.5;

    /// <summary>Radius of a core, in radii of its lesion, above 0 to 1. Default 0.3 to 0.7.</summary>
    public ValueRange CoreRadius { get; init; } = new(0.3, 0.7);

    /// <summary>Contrast of a core in multiples of its lesion's, drawn for each modality, -2 to 2. Default -0.5 to 1.5.</summary>
    public ValueRange CoreContrast { get; init; } = new(-0.5, 1.5);

    /// <summary>How much the contrast varies smoothly within a lesion, as a share of it, 0 to 1. Default 0 to 0.4.</summary>
    public ValueRange Texture { get; init; } = new(0, 0.4);

    /// <summary>How much of the structure of the tissue below is lost, 0 (none) to 1 (all becomes its mean). Default 0 to 0.9.</summary>
    public ValueRange Flattening { get; init; } = new(0, 0.9);

    /// <summary>
    /// What each modality of each slice, with lesions or without, is multiplied by, above 0 to 10. The healthy slice to
    /// give back is multiplied too. Default 0.8 to 1.2: a lesion shows beside its surroundings, not by its brightness.
    /// </summary>
    public ValueRange Intensity { get; init; } = new(0.8, 1.2);

    /// <summary>What the corruption of a slice with lesions is multiplied by, 0 to 1, so that it does not hide them. Default 0.25.</summary>
    public double NoiseScale { get; init; } = 0.25;

    /// <summary>
    /// Share of the slices without lesions whose noise is as weak, 0 to 1. Default 0.5: weak noise must not tell that
    /// there are lesions, since new scans have none added at all.
    /// </summary>
    public double WeakNoiseShare { get; init; } = 0.5;

    /// <summary>What the second output is taught by.</summary>
    public LesionLoss Loss { get; init; } = LesionLoss.CrossEntropy;

    /// <summary>What that loss is multiplied by before the denoising loss is added, above 0. Default 1.</summary>
    public double LossWeight { get; init; } = 1;

    /// <summary>What may be added on a modality.</summary>
    /// <param name="modality">Known by its name, wherever its channel is.</param>
    public ValueRange ContrastOf(Modality modality)
    {
        ArgumentNullException.ThrowIfNull(modality);
        return modality == Modality.Flair ? Flair
            : modality == Modality.T1 ? T1
            : modality == Modality.T1ce ? T1ce
            : modality == Modality.T2 ? T2
            : Other;
    }

    /// <summary>Names every value that cannot be used, with its flag.</summary>
    public ImmutableArray<OptionFault> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<OptionFault>();
        Share01(nameof(Share), Share);
        Share01(nameof(CoreShare), CoreShare);
        Share01(nameof(NoiseScale), NoiseScale);
        Share01(nameof(WeakNoiseShare), WeakNoiseShare);
        Share01(nameof(MinimumContrast), MinimumContrast);
        Within(nameof(Radius), Radius, double.Epsilon, 0.5);
        Within(nameof(Elongation), Elongation, 1, 5);
        Within(nameof(Roughness), Roughness, 0, 0.9);
        Within(nameof(Edge), Edge, double.Epsilon, 0.25);
        Within(nameof(CoreRadius), CoreRadius, double.Epsilon, 1);
        Within(nameof(Texture), Texture, 0, 1);
        Within(nameof(Flattening), Flattening, 0, 1);
        Within(nameof(Intensity), Intensity, double.Epsilon, 10);
        Within(nameof(Flair), Flair, -2, 2);
        Within(nameof(T1), T1, -2, 2);
        Within(nameof(T1ce), T1ce, -2, 2);
        Within(nameof(T2), T2, -2, 2);
        Within(nameof(Other), Other, -2, 2);
        Within(nameof(CoreContrast), CoreContrast, -2, 2);
        if (MaximumCount is < 1 or > 20)
        {
            faults.Add(new(MaximumCount, "must be 1 to 20", "Lesions.MaximumCount"));
        }

        if (!(LossWeight > 0 && double.IsFinite(LossWeight)))
        {
            faults.Add(new(LossWeight, "must be above 0", "Lesions.LossWeight"));
        }

        return faults.ToImmutable();

        void Share01(string name, double value)
        {
            if (value is not (>= 0 and <= 1))
            {
                faults.Add(new(value, "must be 0 to 1", $"Lesions.{name}"));
            }
        }

        void Within(string name, ValueRange range, double low, double high)
        {
            if (!range.IsWithin(low, high))
            {
                faults.Add(new(range, $"must rise, from {(low == double.Epsilon ? "above 0" : $"{low}")} to {high} at most", $"Lesions.{name}"));
            }
        }
    }
}
