using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Experiments.Abroad;

/// <summary>
/// Test patients as another scanner might show them. Kinds and seeds were fixed before anything was chosen by them, and
/// none is of the family that augmentation or correction know.
/// </summary>
internal static class Stress
{
    private const long Seed = 2025;

    /// <summary>All kinds, by name.</summary>
    public static IReadOnlyDictionary<string, Func<PatientSlices, int, PatientSlices>> Kinds { get; } = new Dictionary<string, Func<PatientSlices, int, PatientSlices>>
    {
        ["home"] = (patient, _) => patient,
        ["fields"] = (patient, number) => Changed(patient, number, fields: true),
        ["contrast"] = (patient, number) => Changed(patient, number, contrast: true),
        ["thick"] = (patient, number) => Changed(patient, number, thick: true),
        ["noise"] = (patient, number) => Changed(patient, number, noise: true),
        ["all"] = (patient, number) => Changed(patient, number, fields: true, contrast: true, thick: true, noise: true),
        ["faint 0.6"] = (patient, _) => Faint(patient, 0.6),
        ["faint 0.3"] = (patient, _) => Faint(patient, 0.3),
    };

    private static PatientSlices Changed(PatientSlices patient, int number, bool fields = false, bool contrast = false, bool thick = false, bool noise = false)
    {
        var (area, channels) = (patient.Size * patient.Size, patient.Modalities.Count);
        var images = patient.Images.ToArray();
        var foreground = Foreground(patient);
        for (var channel = 0; channel < channels; channel++)
        {
            var volume = patient.Modalities.Volume(patient.Images.Span, channel, area);
            if (contrast)
            {
                Curve(volume, new(Seed, 1, number, channel));
            }

            if (fields)
            {
                Coils(volume, foreground, patient, new(Seed, 2, number, channel));
            }

            if (thick)
            {
                Thicken(volume, patient.Count, area);
            }

            if (noise)
            {
                Noise(volume, foreground, new(Seed, 3, number, channel));
            }

            for (var slice = 0; slice < patient.Count; slice++)
            {
                volume.AsSpan(slice * area, area).CopyTo(images.AsSpan((slice * channels + channel) * area));
            }
        }

        return patient with { Images = images };
    }

    /// <summary>A contrast curve that is no power and leaves 0 and 1 where they are: v + c v (1 - v) (1/2 - v).</summary>
    private static void Curve(float[] volume, RandomStream random)
    {
        var c = (float)random.NextDouble(-1.6, 1.6);
        for (var i = 0; i < volume.Length; i++)
        {
            var v = volume[i];
            volume[i] = v is > 0 and < 1 ? v + c * v * (1 - v) * (0.5f - v) : v;
        }
    }

    /// <summary>Multiplies with the sum of two to four smooth bumps off the center, 20 to 40 % from the lowest to the highest in the foreground.</summary>
    private static void Coils(float[] volume, byte[] foreground, PatientSlices patient, RandomStream random)
    {
        var (size, count) = (patient.Size, patient.Count);
        var bumps = Enumerable.Range(0, 2 + random.NextInt(3)).Select(_ =>
        {
            var (a, b, distance) = (random.NextDouble(0, 2 * Math.PI), random.NextDouble(-0.5, 0.5) * Math.PI, random.NextDouble(0.6, 1.1));
            return (X: distance * Math.Cos(a) * Math.Cos(b), Y: distance * Math.Sin(a) * Math.Cos(b), Z: distance * Math.Sin(b), Width: random.NextDouble(0.4, 0.8), Height: random.NextDouble(0.5, 1));
        }).ToArray();
        var range = random.NextDouble(0.2, 0.4);
        var field = new float[volume.Length];
        var (low, high) = (float.MaxValue, float.MinValue);
        for (var i = 0; i < field.Length; i++)
        {
            if (foreground[i] != 0)
            {
                var (z, x, y) = (2.0 * (i / (size * size)) / count - 1, 2.0 * (i / size % size) / size - 1, 2.0 * (i % size) / size - 1);
                field[i] = (float)bumps.Sum(bump => bump.Height * Math.Exp(-0.5 * (Square(x - bump.X) + Square(y - bump.Y) + Square(z - bump.Z)) / Square(bump.Width)));
                (low, high) = (Math.Min(low, field[i]), Math.Max(high, field[i]));
            }
        }

        for (var i = 0; i < field.Length; i++)
        {
            volume[i] *= foreground[i] != 0 ? (float)(1 + range * ((field[i] - low) / (high - low) - 0.5)) : 1;
        }
    }

    /// <summary>Means of three slices, and back by linear interpolation.</summary>
    private static void Thicken(float[] volume, int count, int area)
    {
        var groups = (count + 2) / 3;
        var means = new float[groups * area];
        for (var group = 0; group < groups; group++)
        {
            var last = Math.Min(count, group * 3 + 3);
            for (var pixel = 0; pixel < area; pixel++)
            {
                var sum = 0f;
                for (var slice = group * 3; slice < last; slice++)
                {
                    sum += volume[slice * area + pixel];
                }

                means[group * area + pixel] = sum / (last - group * 3);
            }
        }

        for (var slice = 0; slice < count; slice++)
        {
            var place = Math.Clamp((slice - 1) / 3.0, 0, groups - 1);
            var (first, share) = ((int)place, (float)(place - (int)place));
            var second = Math.Min(first + 1, groups - 1);
            for (var pixel = 0; pixel < area; pixel++)
            {
                volume[slice * area + pixel] = (1 - share) * means[first * area + pixel] + share * means[second * area + pixel];
            }
        }
    }

    /// <summary>Rician noise of 4 % of the 0.99 quantile.</summary>
    private static void Noise(float[] volume, byte[] foreground, RandomStream random)
    {
        for (var i = 0; i < volume.Length; i++)
        {
            if (foreground[i] != 0)
            {
                var (real, imaginary) = (volume[i] + 0.04 * random.NextNormal(), 0.04 * random.NextNormal());
                volume[i] = (float)Math.Sqrt(real * real + imaginary * imaginary);
            }
        }
    }

    /// <summary>Scales the difference of lesion to surrounding, the mean of the unlesioned foreground under a Gaussian of 10 mm.</summary>
    private static PatientSlices Faint(PatientSlices patient, double share)
    {
        var (area, channels) = (patient.Size * patient.Size, patient.Modalities.Count);
        var (images, foreground) = (patient.Images.ToArray(), Foreground(patient));
        var lesion = patient.Lesion.Span;
        var shape = new GridShape(patient.Count, patient.Size, patient.Size);
        var spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size);
        var weight = new float[foreground.Length];
        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] = foreground[i] != 0 && lesion[i] == 0 ? 1 : 0;
        }

        float[] smoothWeight = [.. weight];
        GaussianFilter.Apply(smoothWeight, shape, spacing, 10);
        for (var channel = 0; channel < channels; channel++)
        {
            var volume = patient.Modalities.Volume(patient.Images.Span, channel, area);
            var around = new float[volume.Length];
            for (var i = 0; i < around.Length; i++)
            {
                around[i] = volume[i] * weight[i];
            }

            var (sum, number) = (around.Sum(), weight.Sum());
            GaussianFilter.Apply(around, shape, spacing, 10);
            for (var i = 0; i < volume.Length; i++)
            {
                if (lesion[i] != 0 && foreground[i] != 0)
                {
                    var surrounding = smoothWeight[i] > 1e-6f ? around[i] / smoothWeight[i] : sum / number;
                    images[(i / area * channels + channel) * area + i % area] = (float)(surrounding + share * (volume[i] - surrounding));
                }
            }
        }

        return patient with { Images = images };
    }

    private static double Square(double value) => value * value;

    private static byte[] Foreground(PatientSlices patient) => ForegroundMask.OfSlices(patient.Images.Span, patient.Modalities.Count, patient.Size * patient.Size);
}
