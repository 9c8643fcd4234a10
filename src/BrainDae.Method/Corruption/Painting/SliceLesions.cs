using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption.Painting;

/// <summary>What synthetic lesions change about one training slice: the random part, drawn apart from applying. Immutable.</summary>
/// <param name="Lesions">None, or up to <see cref="LesionOptions.MaximumCount"/>.</param>
/// <param name="Intensity">What the slice is multiplied by, by channel.</param>
/// <param name="NoiseScale">What its corruption is to be multiplied by.</param>
internal sealed record SliceLesions(ImmutableArray<LesionDraw> Lesions, ImmutableArray<float> Intensity, double NoiseScale)
{
    /// <summary>Draws for one slice; a slice without foreground gets no lesion.</summary>
    /// <param name="options">How many, and where their properties lie.</param>
    /// <param name="modalities">The channels.</param>
    /// <param name="foreground">[x, y] in C order, 0 is background.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="random">The slice's own stream.</param>
    public static SliceLesions From(LesionOptions options, Modalities modalities, ReadOnlySpan<byte> foreground, int size, RandomStream random)
    {
        var intensity = LesionDraw.ByChannel(modalities, _ => options.Intensity.Draw(random));
        var painted = random.NextDouble() < options.Share && foreground.ContainsAnyExcept((byte)0);
        if (!painted)
        {
            return new([], intensity, random.NextDouble() < options.WeakNoiseShare ? options.NoiseScale : 1);
        }

        var lesions = new LesionDraw[1 + random.NextInt(options.MaximumCount)];
        foreach (ref var lesion in lesions.AsSpan())
        {
            lesion = LesionDraw.From(options, modalities, foreground, size, random);
        }

        return new([.. lesions], intensity, options.NoiseScale);
    }

    /// <summary>Makes the slice to give back and the slice with lesions.</summary>
    /// <param name="clean">The healthy slice, [modality, x, y] in C order; its intensities are scaled.</param>
    /// <param name="painted">Receives the scaled slice with the lesions; same shape.</param>
    /// <param name="foreground">[x, y], 0 is background.</param>
    /// <param name="mask">Receives how much of each pixel is lesion, 0 to 1, [x, y].</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="distance">From the slice that was drawn for to this one, in pixels.</param>
    public void Apply(Span<float> clean, Span<float> painted, ReadOnlySpan<byte> foreground, Span<float> mask, int size, double distance = 0)
    {
        mask.Clear();
        clean.CopyTo(painted);
        foreach (var lesion in Lesions)
        {
            SyntheticLesion.Apply(lesion, painted, foreground, mask, size, distance);
        }

        for (var channel = 0; channel < Intensity.Length; channel++)
        {
            var plane = new Range(channel * size * size, (channel + 1) * size * size);
            TensorPrimitives.Multiply(clean[plane], Intensity[channel], clean[plane]);
            TensorPrimitives.Multiply(painted[plane], Intensity[channel], painted[plane]);
        }
    }
}
