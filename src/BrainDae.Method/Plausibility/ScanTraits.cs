using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Plausibility;

/// <summary>
/// What a patient's slices look like in numbers: enough to notice scans that are swapped, inverted, clipped, cropped, noise
/// or not skull-stripped, and too little to know the patient by. Immutable.
/// </summary>
internal sealed record ScanTraits
{
    /// <summary>What the channels are said to be.</summary>
    public required Modalities Modalities { get; init; }

    /// <summary>What is foreground.</summary>
    public required BrainTraits Brain { get; init; }

    /// <summary>Of each channel.</summary>
    public required ImmutableArray<ModalityTraits> Channels { get; init; }

    /// <summary>Of every two channels, [first][second]; a channel and itself have none.</summary>
    public required ImmutableArray<ImmutableArray<PairTraits>> Pairs { get; init; }

    /// <summary>All numbers, each with a name of its own.</summary>
    public IEnumerable<Trait> All => OfBrain().Concat(Modalities.Index().SelectMany(m => OfChannel(m.Item.Name, Channels[m.Index]))).Concat(OfPairs());

    /// <summary>As if each channel held the scan of another one.</summary>
    /// <param name="order">For each channel, the one whose scan it is to hold.</param>
    public ScanTraits Ordered(ImmutableArray<int> order) => this with
    {
        Channels = [.. order.Select(channel => Channels[channel])],
        Pairs = [.. order.Select(first => order.Select(second => Pairs[first][second]).ToImmutableArray())],
    };

    /// <summary>As if a channel were inverted.</summary>
    public ScanTraits Inverted(int channel) => this with
    {
        Channels = Channels.SetItem(channel, Channels[channel].Inverted()),
        Pairs = [.. Pairs.Select((row, first) => row.Select((pair, second) =>
            first == channel ? pair.FirstInverted : second == channel ? pair.SecondInverted : pair).ToImmutableArray())],
    };

    private IEnumerable<Trait> OfBrain() =>
    [
        new("brain_ml", Brain.Millilitres, TraitKind.Volume),
        new("brain_width_mm", Brain.Width, TraitKind.Extent),
        new("brain_length_mm", Brain.Length, TraitKind.Extent),
        new("brain_height_mm", Brain.Height, TraitKind.Extent),
        new("brain_at_border", Brain.AtBorder, TraitKind.Border),
        new("log_rim_share", Math.Log(Brain.RimShare), TraitKind.RimShare),
        new("lowest_slice_cm2", Brain.LowestArea, TraitKind.LowestArea),
        new("highest_slice_cm2", Brain.HighestArea, TraitKind.HighestArea),
        new("log_pixel_width_mm", Math.Log(Brain.PixelWidth), TraitKind.Spacing),
        new("log_pixel_length_mm", Math.Log(Brain.PixelLength), TraitKind.Spacing),
        new("log_slice_distance_mm", Math.Log(Brain.SliceDistance), TraitKind.Spacing),
    ];

    private static IEnumerable<Trait> OfChannel(string modality, ModalityTraits traits) =>
    [
        .. ModalityTraits.Ranks.Zip(traits.Quantiles, (rank, quantile) => new Trait(string.Create(CultureInfo.InvariantCulture, $"{modality}_quantile_{rank}"), quantile, TraitKind.Quantile, modality)),
        new($"{modality}_log10_greatest", Math.Log10(traits.Greatest), TraitKind.Greatest, modality),
        new($"{modality}_plateau", traits.Plateau, TraitKind.Plateau, modality),
        new($"{modality}_rim", traits.Rim, TraitKind.Rim, modality),
        new($"{modality}_roughness", traits.Roughness, TraitKind.Roughness, modality),
    ];

    private IEnumerable<Trait> OfPairs()
    {
        for (var first = 0; first < Modalities.Count; first++)
        {
            for (var second = first + 1; second < Modalities.Count; second++)
            {
                var (name, pair) = ($"{Modalities[first]}_{Modalities[second]}", Pairs[first][second]);
                yield return new($"{name}_correlation", pair.Correlation, TraitKind.Correlation);
                yield return new($"{name}_difference_skewness", pair.DifferenceSkewness, TraitKind.Skewness);
                yield return new($"{name}_sum_skewness", pair.SumSkewness, TraitKind.Skewness);
            }
        }
    }
}
