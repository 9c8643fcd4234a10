namespace BrainDae.Method.Corruption;

/// <summary>A corruption that adds noise of a given deviation.</summary>
public abstract record NoiseOptions : CorruptionOptions
{
    /// <summary>Standard deviation of the noise in units of normalized intensity, above 0; published 0.2.</summary>
    public double StandardDeviation { get; init; } = 0.2;

    /// <inheritdoc/>
    public override IEnumerable<string> Faults(int size)
    {
        if (!(StandardDeviation > 0 && double.IsFinite(StandardDeviation)))
        {
            yield return $"`Corruption.StandardDeviation` {StandardDeviation}: must be above 0";
        }
    }
}
