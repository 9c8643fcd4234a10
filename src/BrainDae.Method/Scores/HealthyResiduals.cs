using System.Collections.Immutable;

namespace BrainDae.Method.Scores;

/// <summary>
/// How far a model's reconstructions are off on healthy tissue: what a residual must be compared with before it means
/// anything. Measured on healthy slices of the validation patients; no outline of a lesion is used. Immutable.
/// </summary>
/// <param name="Deviations">Root mean square of image - reconstruction over foreground pixels, one for each channel; each above 0, normalised intensity.</param>
/// <param name="Pixels">Number of foreground pixels that were measured.</param>
public sealed record HealthyResiduals(ImmutableArray<double> Deviations, long Pixels)
{
    /// <summary>For a model that was never calibrated: every modality is off by as much.</summary>
    /// <param name="channels">Number of modalities.</param>
    public static HealthyResiduals Uncalibrated(int channels) => new([.. Enumerable.Repeat(1.0, channels)], 0);

    /// <summary>Collects the squares over slices. Not safe for use by several threads at once.</summary>
    /// <param name="channels">Number of modalities.</param>
    internal sealed class Accumulator(int channels)
    {
        private readonly double[] squares = new double[channels];
        private long pixels;

        /// <summary>Adds a healthy slice.</summary>
        /// <param name="images">[modality, x, y] in C order.</param>
        /// <param name="reconstruction">Same shape.</param>
        /// <param name="foreground">1 or 0, [x, y] in C order.</param>
        public void Add(ReadOnlySpan<float> images, ReadOnlySpan<float> reconstruction, ReadOnlySpan<byte> foreground)
        {
            pixels += foreground.Count((byte)1);
            for (var i = 0; i < images.Length; i++)
            {
                double residual = images[i] - reconstruction[i];
                squares[i / foreground.Length] += foreground[i % foreground.Length] * residual * residual;
            }
        }

        /// <summary>What was measured; <see cref="Uncalibrated"/> where a modality showed no residual at all.</summary>
        public HealthyResiduals ToResiduals() => pixels == 0 || squares.Any(square => !(square > 0 && double.IsFinite(square)))
            ? Uncalibrated(channels)
            : new([.. squares.Select(square => Math.Sqrt(square / pixels))], pixels);
    }
}
