using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Scores;

namespace BrainDae.Experiments.Scores;

/// <summary>Residuals on the healthy slices of the validation patients: all that a formula may be fitted to.</summary>
internal sealed class HealthySample
{
    private const int Bins = 24;
    private const double GreatestIntensity = 1.2;

    /// <summary>So many pixels of the modality's deviation are put into each bin, so that a sparse bin says little.</summary>
    private const double PriorPixels = 500;

    private readonly double[,] covariance = new double[Modalities.Brats.Count, Modalities.Brats.Count];
    private readonly double[,] byIntensity = new double[Modalities.Brats.Count, Bins];
    private readonly double[,] pixelsByIntensity = new double[Modalities.Brats.Count, Bins];
    private readonly double[,] byDepth = new double[Modalities.Brats.Count, Bins];
    private readonly double[] pixelsByDepth = new double[Bins];

    private HealthySample(HealthyResiduals residuals) => Residuals = residuals;

    public HealthyResiduals Residuals { get; }

    /// <summary>Mean product of the residuals of two modalities.</summary>
    public double Covariance(int a, int b) => covariance[a, b] / Residuals.Pixels;

    public static HealthySample Of(IEnumerable<(PatientSliceFile Patient, ScoreInput Input)> patients, HealthyRule rule)
    {
        var accumulator = new HealthyResiduals.Accumulator(Modalities.Brats.Count);
        var slices = new List<(ReadOnlyMemory<float> Image, ReadOnlyMemory<float> Reconstruction, int Size)>();
        foreach (var (patient, input) in patients)
        {
            var elements = Modalities.Brats.Count * input.Size * input.Size;
            foreach (var slice in Enumerable.Range(0, input.Slices).Where(s => patient.IsHealthy(s, rule)))
            {
                slices.Add((input.Images.Slice(slice * elements, elements), input.Reconstruction.Slice(slice * elements, elements), input.Size));
                accumulator.Add(slices[^1].Image.Span, slices[^1].Reconstruction.Span, input.Size);
            }
        }

        var sample = new HealthySample(accumulator.ToResiduals());
        slices.ForEach(s => sample.Count(s.Image.Span, s.Reconstruction.Span, s.Size));
        return sample;
    }

    /// <summary>Factor of a residual at an expected intensity: the modality's deviation over that at the intensity.</summary>
    public float AtIntensity(int modality, float intensity) =>
        Factor(modality, byIntensity[modality, IntensityBin(intensity)], pixelsByIntensity[modality, IntensityBin(intensity)]);

    /// <summary>Factor of a residual so many pixels below the rim of the brain.</summary>
    public float AtDepth(int modality, double depth) => Factor(modality, byDepth[modality, DepthBin(depth)], pixelsByDepth[DepthBin(depth)]);

    /// <summary>Distance of each foreground pixel of a slice to the background, in pixels.</summary>
    public static double[] Depths(ReadOnlySpan<byte> mask, int size)
    {
        var background = new byte[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            background[i] = mask[i] == 0 ? (byte)1 : (byte)0;
        }

        var depths = new double[mask.Length];
        DistanceTransform.Squared(background, depths, new(1, size, size), new(1, 1, 1));
        return Array.ConvertAll(depths, Math.Sqrt);
    }

    private static int IntensityBin(float intensity) => (int)Math.Clamp(intensity / GreatestIntensity * Bins, 0, Bins - 1);

    private static int DepthBin(double depth) => (int)Math.Min(depth, Bins - 1);

    private float Factor(int modality, double squares, double pixels)
    {
        var variance = Residuals.Deviations[modality] * Residuals.Deviations[modality];
        return (float)Math.Sqrt(variance / ((squares + PriorPixels * variance) / (pixels + PriorPixels)));
    }

    private void Count(ReadOnlySpan<float> image, ReadOnlySpan<float> reconstruction, int size)
    {
        var area = size * size;
        var mask = new byte[area];
        ForegroundMask.Find(image, mask);
        var depths = Depths(mask, size);
        for (var pixel = 0; pixel < area; pixel++)
        {
            if (mask[pixel] == 0)
            {
                continue;
            }

            pixelsByDepth[DepthBin(depths[pixel])]++;
            for (var m = 0; m < Modalities.Brats.Count; m++)
            {
                double residual = image[m * area + pixel] - reconstruction[m * area + pixel];
                var bin = IntensityBin(reconstruction[m * area + pixel]);
                byIntensity[m, bin] += residual * residual;
                pixelsByIntensity[m, bin]++;
                byDepth[m, DepthBin(depths[pixel])] += residual * residual;
                for (var other = 0; other < Modalities.Brats.Count; other++)
                {
                    covariance[m, other] += residual * (image[other * area + pixel] - reconstruction[other * area + pixel]);
                }
            }
        }
    }
}
