using System.Numerics.Tensors;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>
/// The random part of one batch's noise. Drawing is apart from applying, so that a draw can be replayed, compared or
/// given by a test.
/// </summary>
/// <param name="Field">Coarse Gaussian field, shape [batch, modality, resolution, resolution] in C order.</param>
/// <param name="Resolution">Edge of the coarse field in cells.</param>
/// <param name="ShiftX">Cyclic shift along x of the upsampled field, in pixels, the same for the whole batch.</param>
/// <param name="ShiftY">Cyclic shift along y.</param>
internal sealed record NoiseDraw(ReadOnlyMemory<float> Field, int Resolution, int ShiftX, int ShiftY)
{
    /// <summary>Draws the noise of one batch.</summary>
    /// <param name="options">Resolution and strength.</param>
    /// <param name="planes">Slices in the batch times modalities.</param>
    /// <param name="size">Edge of a slice in pixels; the shifts are uniform in [0, size).</param>
    /// <param name="random">The batch's own stream.</param>
    public static NoiseDraw From(CoarseNoiseOptions options, int planes, int size, RandomStream random)
    {
        var field = new float[planes * options.Resolution * options.Resolution];
        foreach (ref var cell in field.AsSpan())
        {
            cell = (float)(options.StandardDeviation * random.NextNormal());
        }

        return new(field, options.Resolution, random.NextInt(size), random.NextInt(size));
    }

    /// <summary>The same noise, weaker or stronger in each slice.</summary>
    /// <param name="scales">What a slice's noise is multiplied by, one for each slice of the batch.</param>
    public NoiseDraw Scaled(ReadOnlySpan<double> scales)
    {
        var scaled = Field.ToArray();
        var elements = scaled.Length / scales.Length;
        for (var slice = 0; slice < scales.Length; slice++)
        {
            var part = scaled.AsSpan(slice * elements, elements);
            TensorPrimitives.Multiply(part, (float)scales[slice], part);
        }

        return this with { Field = scaled };
    }
}
