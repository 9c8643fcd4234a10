using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Tests.BiasFields;

/// <summary>A round head of three tissues under a field that is known, and perhaps a lesion in it. Two modalities of the same kind.</summary>
internal sealed class KnownField
{
    public const int Size = 64;
    public const int Slices = 40;
    public const int Channels = 2;
    public const int Area = Size * Size;

    private readonly double[][] logarithm = [new double[Slices * Area], new double[Slices * Area]];

    /// <summary>Makes one.</summary>
    /// <param name="lesionShare">About how much of the brain is lesion, 0 to 1.</param>
    public KnownField(double lesionShare)
    {
        var random = new RandomStream(3);
        var radius = Math.Cbrt(lesionShare);
        for (var i = 0; i < Foreground.Length; i++)
        {
            var (z, x, y) = (2.0 * (i / Area) / (Slices - 1) - 1, 2.0 * (i / Size % Size) / (Size - 1) - 1, 2.0 * (i % Size) / (Size - 1) - 1);
            if (x * x + y * y + z * z / 0.9 > 0.8)
            {
                continue;
            }

            Foreground[i] = 1;
            var tissue = random.NextDouble() switch { < 0.45 => 0.6, < 0.85 => 0.75, _ => 0.3 };
            var inLesion = Math.Pow((x - 0.35) / 0.85, 2) + Math.Pow((y + 0.1) / 0.85, 2) + Math.Pow(z / 0.85, 2) < radius * radius;
            Probability[i] = inLesion ? 1 : 0;
            for (var channel = 0; channel < Channels; channel++)
            {
                var side = channel == 0 ? 1 : -1;
                logarithm[channel][i] = 0.15 * side * x + 0.1 * y - 0.12 * z * y + 0.15 * y * y;
                var value = (inLesion ? 1.3 : tissue) * Math.Exp(logarithm[channel][i]) + 0.02 * random.NextNormal();
                Images[(i / Area * Channels + channel) * Area + i % Area] = (float)Math.Max(value, 0);
            }
        }
    }

    public float[] Images { get; } = new float[Slices * Channels * Area];

    public byte[] Foreground { get; } = new byte[Slices * Area];

    public float[] Probability { get; } = new float[Slices * Area];

    /// <summary>Mean distance of what was found from the field, up to a factor, over the brain and both modalities; 0.01 is one percent.</summary>
    /// <param name="corrected">The images after the correction.</param>
    public double Error(float[] corrected)
    {
        var errors = new List<double>();
        for (var channel = 0; channel < Channels; channel++)
        {
            var differences = new List<double>();
            for (var i = 0; i < Foreground.Length; i++)
            {
                var at = (i / Area * Channels + channel) * Area + i % Area;
                if (Foreground[i] != 0 && Images[at] > 0)
                {
                    differences.Add(Math.Log(Images[at] / corrected[at]) - logarithm[channel][i]);
                }
            }

            var mean = differences.Average();
            errors.AddRange(differences.Select(difference => Math.Abs(difference - mean)));
        }

        return errors.Average();
    }
}
