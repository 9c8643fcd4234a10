using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>Gaussian noise at the slice's own resolution, independent from pixel to pixel: the paper's comparison to coarse noise.</summary>
public sealed record PixelNoiseOptions : NoiseOptions
{
    /// <inheritdoc/>
    public override ICorruption Draw(int slices, int modalities, int size, RandomStream random)
    {
        var field = new float[slices * modalities * size * size];
        foreach (ref var pixel in field.AsSpan())
        {
            pixel = (float)(StandardDeviation * random.NextNormal());
        }

        return new AddedNoise(field);
    }
}
