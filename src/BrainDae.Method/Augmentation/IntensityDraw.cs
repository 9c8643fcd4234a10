using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace BrainDae.Method.Augmentation;

/// <summary>What the intensities of one training slice become: the random part, drawn apart from applying. Immutable.</summary>
/// <param name="Channels">One for each modality.</param>
internal sealed record IntensityDraw(ImmutableArray<IntensityDraw.Channel> Channels)
{
    /// <summary>Coefficients of a field: of x, y, x², xy and y².</summary>
    public const int Terms = 5;

    /// <summary>Varies a slice, or a neighbor of it: raises each intensity to the power, then multiplies it with the field.</summary>
    /// <param name="image">[modality, x, y] in C order, 0 or more; changed.</param>
    /// <param name="foreground">1 in the foreground and 0 elsewhere, [x, y]; the background stays as it is.</param>
    /// <param name="size">Edge of the slice in pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> image, ReadOnlySpan<float> foreground, int size)
    {
        for (var channel = 0; channel < Channels.Length; channel++)
        {
            var plane = image.Slice(channel * size * size, size * size);
            var power = (float)Channels[channel].Power;
            var terms = Channels[channel].Coefficients.AsSpan();
            for (var i = 0; i < plane.Length; i++)
            {
                if (foreground[i] != 0)
                {
                    var (x, y) = (2.0 * (i / size) / (size - 1) - 1, 2.0 * (i % size) / (size - 1) - 1);
                    var logarithm = x * (terms[0] + terms[2] * x + terms[3] * y) + y * (terms[1] + terms[4] * y);
                    plane[i] = MathF.Pow(Math.Max(plane[i], 0), power) * MathF.Exp((float)logarithm);
                }
            }
        }
    }

    /// <param name="Power">What intensities are raised to.</param>
    /// <param name="Coefficients">Of the logarithm of the field, see <see cref="Terms"/>.</param>
    public readonly record struct Channel(double Power, ImmutableArray<double> Coefficients);
}
