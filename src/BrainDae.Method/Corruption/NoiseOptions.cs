using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>The corruption that the network learns to undo (paper section 3.1).</summary>
public sealed record NoiseOptions
{
    /// <summary>Edge of the coarse Gaussian field in cells, 1 to the slice size; the published value is 16.</summary>
    public int Resolution { get; init; } = 16;

    /// <summary>Standard deviation of the coarse field in units of normalised intensity, above 0; published 0.2.</summary>
    public double StandardDeviation { get; init; } = 0.2;

    /// <summary>
    /// Whether each slice has noise of its own: its resolution half, all or double of <see cref="Resolution"/>, its
    /// deviation uniform from half to one and a half of <see cref="StandardDeviation"/>. Published: false.
    /// </summary>
    public bool Mixed { get; init; }

    /// <summary>The noise of one slice where each has its own.</summary>
    /// <param name="random">The batch's own stream.</param>
    public NoiseOptions Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new()
        {
            Resolution = Resolution / 2 << random.NextInt(3),
            StandardDeviation = StandardDeviation * (0.5 + random.NextDouble()),
        };
    }

    /// <summary>Names every value that cannot be used, with its flag.</summary>
    /// <param name="size">Edge of a slice in pixels.</param>
    public ImmutableArray<OptionFault> Faults(int size)
    {
        var faults = ImmutableArray.CreateBuilder<OptionFault>();
        if (Resolution < 1 || Resolution > size)
        {
            faults.Add(new(Resolution, $"must be 1 to the slice size, {size}", "Noise.Resolution"));
        }

        if (Mixed && (Resolution < 2 || 2 * Resolution > size))
        {
            faults.Add(new(Mixed, $"half and double of {new OptionName("Noise.Resolution")} {Resolution} must be 1 to the slice size, {size}", "Noise.Mixed"));
        }

        if (!(StandardDeviation > 0 && double.IsFinite(StandardDeviation)))
        {
            faults.Add(new(StandardDeviation, "must be above 0", "Noise.StandardDeviation"));
        }

        return faults.ToImmutable();
    }
}
