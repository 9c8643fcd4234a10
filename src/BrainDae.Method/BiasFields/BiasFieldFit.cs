using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Method.BiasFields;

/// <summary>
/// Fits a <see cref="BiasField"/> to a patient, robustly: a polynomial of order 2 in the three directions to the logarithm of
/// each modality over the foreground, by least squares that are weighted anew in each round with Tukey's biweight, so that
/// tissue of another intensity counts little. What the network suspects to be lesion is left out with its surroundings; a
/// large tumor would otherwise be taken for inhomogeneity.
/// </summary>
/// <remarks>
/// The correction is of the family of N4 (Tustison 2010) in what it models, a smooth multiplicative field; N4 sharpens the
/// histogram and uses splines.
/// </remarks>
internal sealed class BiasFieldFit
{
    /// <summary>A lesion probability above this is suspected.</summary>
    private const float Suspected = 0.05f;

    /// <summary>So far around what is suspected, voxels of the slice are left out too, millimeters.</summary>
    private const double Margin = 4;

    /// <summary>About so many voxels are fitted; more would not move the field.</summary>
    private const int Samples = 60_000;

    /// <summary>Intensities at most this, normalized, are no tissue: their logarithm says nothing.</summary>
    private const float LeastIntensity = 0.02f;

    /// <summary>One of so many slices is fitted.</summary>
    private const int Step = 4;

    private readonly int slices;
    private readonly int size;
    private readonly int channels;
    private readonly List<int> voxels = [];

    /// <summary>Chooses the voxels.</summary>
    /// <param name="foreground">1 or 0, [slice, x, y] in C order.</param>
    /// <param name="lesionProbability">Same shape, or empty where no network has looked: outliers alone are left out.</param>
    /// <param name="channels">Number of modalities.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="spacing">Distance of neighboring pixels, [slice, x, y], millimeters.</param>
    /// <param name="used">Which slices are fitted.</param>
    public BiasFieldFit(ReadOnlySpan<byte> foreground, ReadOnlySpan<float> lesionProbability, int channels, int size, GridSpacing spacing, bool[] used)
    {
        (this.channels, slices, this.size) = (channels, used.Length, size);
        var area = size * size;
        var usable = new byte[area];
        var (rows, columns) = ((int)Math.Ceiling(Margin / spacing.Row), (int)Math.Ceiling(Margin / spacing.Column));
        foreach (var (slice, _) in used.Index().Where(entry => entry.Item))
        {
            foreground.Slice(slice * area, area).CopyTo(usable);
            if (!lesionProbability.IsEmpty)
            {
                LeaveOut(usable, lesionProbability.Slice(slice * area, area), size, rows, columns);
            }

            for (var pixel = 0; pixel < area; pixel++)
            {
                if (usable[pixel] != 0)
                {
                    voxels.Add(slice * area + pixel);
                }
            }
        }

        var stride = Math.Max(1, voxels.Count / Samples);
        voxels = [.. voxels.Where((_, i) => i % stride == 0)];
    }

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

        return [.. RobustLeastSquares.Fit(CollectionsMarshal.AsSpan(terms), CollectionsMarshal.AsSpan(values), BiasField.Terms) is { } found ? Centered(found, terms) : new double[BiasField.Terms]];
    }

    /// <summary>The field is to change no one's brightness as a whole: its logarithm is 0 on average where it was fitted.</summary>
    private static double[] Centered(double[] coefficients, List<double> terms)
    {
        var voxels = terms.Count / BiasField.Terms;
        coefficients[0] = 0;
        for (var k = 1; k < BiasField.Terms; k++)
        {
            var sum = 0.0;
            for (var i = 0; i < voxels; i++)
            {
                sum += terms[i * BiasField.Terms + k];
            }

            coefficients[0] -= coefficients[k] * sum / voxels;
        }

        return coefficients;
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
