namespace BrainDae.Method.Corruption;

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
