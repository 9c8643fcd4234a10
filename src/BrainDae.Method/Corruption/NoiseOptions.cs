using BrainDae.Files;

namespace BrainDae.Method.Corruption;

/// <summary>A corruption that adds noise of a given deviation.</summary>
public abstract record NoiseOptions : CorruptionOptions
{
    /// <summary>Standard deviation of the noise in units of normalized intensity, above 0; published 0.2.</summary>
    public double StandardDeviation { get; init; } = 0.2;

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults(int size)
    {
        if (!(StandardDeviation > 0 && double.IsFinite(StandardDeviation)))
        {
            yield return new(StandardDeviation, "must be above 0", "Corruption.StandardDeviation");
        }
    }
}
