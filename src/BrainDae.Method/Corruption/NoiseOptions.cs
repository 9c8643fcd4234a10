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

/// <summary>Noise that was drawn for every pixel of a batch.</summary>
/// <param name="Field">[slice, modality, x, y] in C order.</param>
internal sealed record AddedNoise(ReadOnlyMemory<float> Field) : ICorruption
{
    public void Apply(SliceBatch batch)
    {
        var pixels = batch.Size * batch.Size;
        for (var plane = 0; plane < batch.Count * batch.Modalities; plane++)
        {
            batch.Add(plane, Field.Span.Slice(plane * pixels, pixels));
        }
    }
}
