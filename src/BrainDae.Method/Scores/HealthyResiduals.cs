using System.Collections.Immutable;
using BrainDae.Imaging.Masks;

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
    public sealed class Accumulator(int channels)
    {
        private readonly double[] squares = new double[channels];
        private long pixels;

        /// <summary>Adds healthy slices.</summary>
        /// <param name="images">[slice, modality, x, y] in C order.</param>
        /// <param name="reconstruction">Same shape.</param>
        /// <param name="size">Edge of a slice in pixels.</param>
        public void Add(ReadOnlySpan<float> images, ReadOnlySpan<float> reconstruction, int size)
        {
            var area = size * size;
            var elements = channels * area;
            var mask = new byte[area];
            for (var start = 0; start < images.Length; start += elements)
            {
                ForegroundMask.Find(images.Slice(start, elements), mask);
                pixels += mask.AsSpan().Count((byte)1);
                for (var i = 0; i < elements; i++)
                {
                    double residual = images[start + i] - reconstruction[start + i];
                    squares[i / area] += mask[i % area] * residual * residual;
                }
            }
        }

        /// <summary>What was measured; <see cref="Uncalibrated"/> where a modality showed no residual at all.</summary>
        public HealthyResiduals ToResiduals() => pixels == 0 || squares.Any(square => !(square > 0 && double.IsFinite(square)))
            ? Uncalibrated(channels)
            : new([.. squares.Select(square => Math.Sqrt(square / pixels))], pixels);
    }
}
