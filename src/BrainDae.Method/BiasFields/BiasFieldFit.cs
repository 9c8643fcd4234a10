using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Statistics;
using BrainDae.Method.Scores;

namespace BrainDae.Method.BiasFields;

/// <summary>
/// Fits a <see cref="BiasField"/> to a patient, robustly: a polynomial of order 2 in the three directions to the logarithm of
/// each modality over the foreground, by least squares that are weighted anew in each round with Tukey's biweight, so that
/// tissue of another intensity counts little. What the network suspects to be lesion is left out with its surroundings; a
/// large tumor would otherwise be taken for inhomogeneity.
/// </summary>
/// <remarks>
/// The correction is of the family of N4 (Tustison 2010) in what it models, a smooth multiplicative field; N4 sharpens the
/// histogram and uses splines, which takes tumors for inhomogeneity (docs/experiments.md compares).
/// </remarks>
internal sealed class BiasFieldFit
{
    /// <summary>A lesion probability above this is suspected.</summary>
    public const float Suspected = 0.05f;

    /// <summary>So far around what is suspected, voxels of the slice are left out too, millimeters.</summary>
    public const double Margin = 4;

    /// <summary>About so many voxels are fitted; more would not move the field.</summary>
    private const int Samples = 60_000;

    /// <summary>Intensities at most this, normalized, are no tissue: their logarithm says nothing.</summary>
    private const float LeastIntensity = 0.02f;

    /// <summary>Residuals beyond so many standard deviations weigh nothing, Tukey's usual value.</summary>
    private const double Cutoff = 4.685;

    private const int Rounds = 20;

    private const int Step = 4;

    private readonly int slices;
    private readonly int size;
    private readonly int channels;
    private readonly List<int> voxels = [];

    /// <summary>Chooses the voxels.</summary>
    /// <param name="foreground">1 or 0, [slice, x, y] in C order.</param>
    /// <param name="lesionProbability">Same shape, or empty where no network has looked: outliers alone are left out.</param>
    /// <param name="channels">Number of modalities.</param>
    /// <param name="slices">Number of slices.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="spacing">Distance of neighboring pixels, [slice, x, y], millimeters.</param>
    /// <param name="used">Which slices are fitted.</param>
    public BiasFieldFit(ReadOnlySpan<byte> foreground, ReadOnlySpan<float> lesionProbability, int channels, int slices, int size, GridSpacing spacing, bool[] used)
    {
        (this.channels, this.slices, this.size) = (channels, slices, size);
        var area = size * size;
        var usable = new byte[area];
        for (var slice = 0; slice < slices; slice++)
        {
            if (!used[slice])
            {
                continue;
            }

            foreground.Slice(slice * area, area).CopyTo(usable);
            if (!lesionProbability.IsEmpty)
            {
                LeaveOut(usable, lesionProbability.Slice(slice * area, area), size, (int)Math.Ceiling(Margin / spacing.Row), (int)Math.Ceiling(Margin / spacing.Column));
            }

            for (var pixel = 0; pixel < area; pixel++)
            {
                if (usable[pixel] != 0)
                {
                    voxels.Add(slice * area + pixel);
                }
            }
        }

        // A share of the voxels in an order that is no grid's.
        var stride = Math.Max(1, voxels.Count / Samples);
        voxels = [.. voxels.Where((_, i) => i % stride == 0)];
    }

    /// <summary>Fits the field of a patient that a network has seen.</summary>
    /// <param name="patient">Images and lesion probability.</param>
    /// <param name="chosen">Which slices the network saw; empty for all.</param>
    public static BiasField Of(ReconstructedPatient patient, bool[] chosen) => new BiasFieldFit(
        patient.Foreground.Mask, patient.LesionProbability.Span, patient.Modalities.Count, patient.Slices, patient.Size, patient.Spacing, FirstPass(chosen, patient.Slices)).Run(patient.Images);

    /// <summary>The slices that are fitted, every fourth: a field is smooth, and a first pass over more would cost time for nothing.</summary>
    /// <param name="chosen">Which slices a network is to see; empty for all.</param>
    /// <param name="slices">Number of slices.</param>
    public static bool[] FirstPass(bool[] chosen, int slices)
    {
        var used = new bool[slices];
        var seen = 0;
        for (var slice = 0; slice < slices; slice++)
        {
            used[slice] = (chosen.Length == 0 || chosen[slice]) && seen++ % Step == 0;
        }

        return used;
    }

    /// <summary>Fits the field of all modalities.</summary>
    /// <param name="images">Normalized intensities, [slice, modality, x, y] in C order.</param>
    public BiasField Run(ReadOnlyMemory<float> images)
    {
        var fitted = new ImmutableArray<double>[channels];
        Parallel.For(0, channels, channel => fitted[channel] = Fit(images.Span, channel));
        return new([.. fitted], slices, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ImmutableArray<double> Fit(ReadOnlySpan<float> images, int channel)
    {
        var area = size * size;
        var (terms, values) = (new List<double>(voxels.Count * BiasField.Terms), new List<double>(voxels.Count));
        Span<double> term = stackalloc double[BiasField.Terms];
        foreach (var voxel in voxels)
        {
            var (slice, pixel) = (voxel / area, voxel % area);
            var value = images[(slice * channels + channel) * area + pixel];
            if (value > LeastIntensity)
            {
                BiasField.Write(term, BiasField.Coordinate(pixel / size, size), BiasField.Coordinate(pixel % size, size), BiasField.Coordinate(slice, slices));
                terms.AddRange(term);
                values.Add(Math.Log(value));
            }
        }

        // With so few voxels nothing smooth can be told from anatomy.
        if (values.Count < 100 * BiasField.Terms)
        {
            return [.. new double[BiasField.Terms]];
        }

        return [.. Robust(CollectionsMarshal.AsSpan(terms), CollectionsMarshal.AsSpan(values))];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] Robust(ReadOnlySpan<double> terms, ReadOnlySpan<double> values)
    {
        const int Count = BiasField.Terms;
        var coefficients = new double[Count];
        coefficients[0] = Median(values);
        var residuals = new double[values.Length];
        var sorted = new double[values.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var fitted = 0.0;
                for (var k = 0; k < Count; k++)
                {
                    fitted += coefficients[k] * terms[i * Count + k];
                }

                residuals[i] = values[i] - fitted;
                sorted[i] = Math.Abs(residuals[i]);
            }

            // 1.4826 makes the median absolute deviation a standard deviation where residuals are normal.
            var width = Cutoff * 1.4826 * OrderStatistic.Select(sorted, sorted.Length / 2);
            var (normal, right) = (new double[Count * Count], new double[Count]);
            for (var i = 0; i < values.Length; i++)
            {
                var u = residuals[i] / width;
                var weight = Math.Abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
                if (weight > 0)
                {
                    for (var k = 0; k < Count; k++)
                    {
                        var weighted = weight * terms[i * Count + k];
                        right[k] += weighted * values[i];
                        for (var l = 0; l <= k; l++)
                        {
                            normal[k * Count + l] += weighted * terms[i * Count + l];
                        }
                    }
                }
            }

            if (Solve(normal, right) is not { } next)
            {
                return new double[Count];
            }

            coefficients = next;
        }

        // The field is to change no one's brightness as a whole: its logarithm is 0 on average where it was fitted.
        for (var k = 1; k < Count; k++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                sum += terms[i * Count + k];
            }

            coefficients[0] = (k == 1 ? 0 : coefficients[0]) - coefficients[k] * sum / values.Length;
        }

        return coefficients;
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        var copy = values.ToArray();
        return OrderStatistic.Select(copy, copy.Length / 2);
    }

    /// <summary>Solves the normal equations by Cholesky's decomposition; null where the voxels do not determine a field.</summary>
    /// <param name="normal">Lower triangle, changed.</param>
    /// <param name="right">Changed.</param>
    private static double[]? Solve(double[] normal, double[] right)
    {
        var count = right.Length;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = normal[i * count + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= normal[i * count + k] * normal[j * count + k];
                }

                if (i == j && !(sum > 1e-9))
                {
                    return null;
                }

                normal[i * count + j] = i == j ? Math.Sqrt(sum) : sum / normal[j * count + j];
            }

            for (var k = 0; k < i; k++)
            {
                right[i] -= normal[i * count + k] * right[k];
            }

            right[i] /= normal[i * count + i];
        }

        for (var i = count - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < count; k++)
            {
                right[i] -= normal[k * count + i] * right[k];
            }

            right[i] /= normal[i * count + i];
        }

        return right;
    }

    private static void LeaveOut(Span<byte> usable, ReadOnlySpan<float> probability, int size, int rows, int columns)
    {
        for (var pixel = 0; pixel < probability.Length; pixel++)
        {
            if (probability[pixel] > Suspected)
            {
                var (x, y) = (pixel / size, pixel % size);
                for (var row = Math.Max(0, x - rows); row <= Math.Min(size - 1, x + rows); row++)
                {
                    var first = Math.Max(0, y - columns);
                    usable.Slice(row * size + first, Math.Min(size - 1, y + columns) - first + 1).Clear();
                }
            }
        }
    }
}
