using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Statistics;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;

namespace BrainDae.Method.Plausibility;

/// <summary>Measures a patient's traits.</summary>
/// <param name="patient">The slices.</param>
/// <param name="foreground">Of these slices.</param>
internal sealed class TraitMeasurement(PatientSlices patient, ForegroundStatistics foreground)
{
    /// <summary>Pixels beyond which only every second, third, ... is looked at where all would say the same.</summary>
    private const int EnoughPixels = 1 << 18;

    private const int Bins = 800;
    private const double BrightestBin = 2;

    private readonly int area = patient.Size * patient.Size;
    private readonly float[][] channels = [.. Enumerable.Range(0, patient.Modalities.Count).Select(channel => patient.Modalities.Volume(patient.Images.Span, channel, patient.Size * patient.Size))];
    private readonly byte[] mask = foreground.Mask.ToArray();
    private readonly byte[] inner = new byte[patient.Count * patient.Size * patient.Size];

    /// <summary>Measures; null where nothing is foreground.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="foreground">Of these slices; null where nobody has found it yet.</param>
    public static ScanTraits? Of(PatientSlices patient, ForegroundStatistics? foreground = null) =>
        new TraitMeasurement(patient, foreground ?? PatientScoring.Input(patient, default, calibration: null, default).Foreground).Run();

    private ScanTraits? Run()
    {
        for (var slice = 0; slice < patient.Count; slice++)
        {
            MaskErosion.Apply(mask.AsSpan(slice * area, area), inner.AsSpan(slice * area, area), patient.Size, patient.Size);
        }

        var count = mask.AsSpan().Count((byte)1);
        if (count == 0)
        {
            return null;
        }

        var samples = Samples();
        return new()
        {
            Modalities = patient.Modalities,
            Brain = Brain(count),
            Channels = [.. samples.Select(Channel)],
            Pairs = Pairs(samples),
        };
    }

    /// <summary>
    /// Intensities within the foreground, [modality][pixel], of every n-th pixel where there are many. Along its rim resizing
    /// has mixed them with the background, so that all modalities look alike there.
    /// </summary>
    private double[][] Samples()
    {
        var within = inner.AsSpan().Contains((byte)1) ? inner : mask;
        var every = (within.AsSpan().Count((byte)1) + EnoughPixels - 1) / EnoughPixels;
        int[] pixels = [.. Enumerable.Range(0, within.Length).Where(pixel => within[pixel] != 0).Where((_, i) => i % every == 0)];
        return [.. Enumerable.Range(0, patient.Modalities.Count).Select(channel => Array.ConvertAll(pixels, pixel => (double)At(channel, pixel)))];
    }

    private float At(int channel, int pixel) => channels[channel][pixel];

    private BrainTraits Brain(int count)
    {
        var spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size);
        var size = patient.Size;
        var (slices, columns, rows) = (new bool[patient.Count], new bool[size], new bool[size]);
        var border = 0;
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (mask[pixel] != 0)
            {
                var (x, y) = (pixel % area / size, pixel % size);
                slices[pixel / area] = columns[x] = rows[y] = true;
                border += x == 0 || y == 0 || x == size - 1 || y == size - 1 ? 1 : 0;
            }
        }

        var pixelArea = spacing.Row * spacing.Column / 100;
        return new(
            count * pixelArea * spacing.Slice / 10,
            Extent(columns) * spacing.Row,
            Extent(rows) * spacing.Column,
            Extent(slices) * spacing.Slice,
            (double)border / count,
            1 - (double)inner.AsSpan().Count((byte)1) / count,
            mask.AsSpan(0, area).Count((byte)1) * pixelArea,
            mask.AsSpan(mask.Length - area).Count((byte)1) * pixelArea,
            spacing.Row,
            spacing.Column,
            spacing.Slice);
    }

    private static int Extent(bool[] shown) => Array.LastIndexOf(shown, true) - Array.IndexOf(shown, true) + 1;

    private ModalityTraits Channel(double[] intensities, int channel)
    {
        double[] ascending = [.. intensities];
        Array.Sort(ascending);
        return new(
            [.. ModalityTraits.Ranks.Select(rank => LinearQuantile.OfSorted(ascending, rank))],
            Math.Max(0f, TensorPrimitives.Max(channels[channel])),
            Plateau(channel),
            Rim(channel),
            Roughness(channel, Variance(intensities)));
    }

    private double Plateau(int channel)
    {
        var (bins, count) = (new int[Bins], 0);
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (mask[pixel] != 0)
            {
                bins[(int)Math.Clamp(At(channel, pixel) / BrightestBin * Bins, 0, Bins - 1)]++;
                count++;
            }
        }

        return (double)bins.Max() / count;
    }

    /// <summary>1 where there is no rim, or nothing else.</summary>
    private double Rim(int channel)
    {
        var (rim, within, rimPixels, pixels) = (0.0, 0.0, 0, 0);
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (inner[pixel] != 0)
            {
                within += At(channel, pixel);
                pixels++;
            }
            else if (mask[pixel] != 0)
            {
                rim += At(channel, pixel);
                rimPixels++;
            }
        }

        return rimPixels > 0 && pixels > 0 && within > 0 ? rim / rimPixels / (within / pixels) : 1;
    }

    private double Roughness(int channel, double variance)
    {
        var (sum, count) = (0.0, 0);
        for (var pixel = 1; pixel < mask.Length; pixel++)
        {
            if (inner[pixel] != 0 && inner[pixel - 1] != 0 && pixel % patient.Size != 0)
            {
                var difference = (double)At(channel, pixel) - At(channel, pixel - 1);
                sum += difference * difference;
                count++;
            }
        }

        return count > 0 && variance > 0 ? sum / count / variance / 2 : 0;
    }

    private static ImmutableArray<ImmutableArray<PairTraits>> Pairs(double[][] samples)
    {
        var standardized = Array.ConvertAll(samples, Standardized);
        var pairs = Array.ConvertAll(samples, _ => new PairTraits[samples.Length]);
        for (var first = 0; first < samples.Length; first++)
        {
            for (var second = first + 1; second < samples.Length; second++)
            {
                pairs[first][second] = Pair(standardized[first], standardized[second]);
                pairs[second][first] = pairs[first][second].Exchanged;
            }
        }

        return [.. pairs.Select(row => row.ToImmutableArray())];
    }

    private static PairTraits Pair(double[] first, double[] second)
    {
        var product = 0.0;
        var (difference, sum) = (new double[first.Length], new double[first.Length]);
        for (var i = 0; i < first.Length; i++)
        {
            product += first[i] * second[i];
            (difference[i], sum[i]) = (second[i] - first[i], second[i] + first[i]);
        }

        return new(product / first.Length, Skewness(difference), Skewness(sum));
    }

    private static double[] Standardized(double[] values)
    {
        var (mean, deviation) = (values.Average(), Math.Sqrt(Variance(values)));
        return Array.ConvertAll(values, value => deviation > 0 ? (value - mean) / deviation : 0);
    }

    /// <summary>Of values with mean 0.</summary>
    private static double Skewness(double[] values)
    {
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in values)
        {
            squares += value * value;
            cubes += value * value * value;
        }

        return squares > 0 ? cubes / values.Length / Math.Pow(squares / values.Length, 1.5) : 0;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
