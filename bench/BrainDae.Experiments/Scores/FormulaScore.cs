using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Filters;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Scores;

namespace BrainDae.Experiments.Scores;

/// <summary>Computes a formula, slowly: with the defaults the same as <see cref="SignedResidualScore"/>.</summary>
internal sealed class FormulaScore(string name, ResidualFormula formula, HealthySample healthy) : AnomalyScore
{
    /// <summary>Spacing in mm at which neighbouring slices get no weight.</summary>
    private const double NoNeighbours = 1e9;

    private readonly double[] weights = Weights(formula, healthy);

    public override string Name => name;

    public override string Description => name;

    public override ScoreRole Role => ScoreRole.Method;

    public override bool NeedsReconstruction => true;

    public override bool FitsPublishedThresholds => false;

    public override float[] Compute(ScoreInput input)
    {
        var area = input.Size * input.Size;
        var scores = new float[input.Slices * area];
        var masks = new byte[scores.Length];
        Parallel.For(0, input.Slices, slice =>
        {
            var mask = masks.AsSpan(slice * area, area);
            ForegroundMask.Find(Slice(input.Images, slice, area), mask);
        });
        double[] medians = [.. Enumerable.Range(0, Modalities.Brats.Count).Select(m => formula.MedianWeights[m] == 0 ? 0 : Median(input, masks, m))];
        Parallel.For(0, input.Slices, slice => Sum(
            Slice(input.Images, slice, area), Slice(input.Reconstruction, slice, area), masks.AsSpan(slice * area, area), medians, scores.AsSpan(slice * area, area), input.Size));
        if (formula.Eroded)
        {
            Parallel.For(0, input.Slices, slice => MaskErosion.Apply(masks.AsSpan(slice * area, area), masks.AsSpan(slice * area, area), input.Size, input.Size));
        }

        ForegroundMask.HideBackground(scores, masks);
        if (formula.Median)
        {
            scores = MedianOfNeighbours(scores, masks, input.Slices, input.Size);
        }

        // One width for all axes: a spacing scaled by the ratio of the widths gives another one across slices.
        var across = formula.SmoothingAcross > 0 ? input.Spacing.Slice * formula.SmoothingInPlane / formula.SmoothingAcross : NoNeighbours;
        GaussianFilter.Apply(scores, new(input.Slices, input.Size, input.Size), input.Spacing with { Slice = across }, formula.SmoothingInPlane);
        ForegroundMask.HideBackground(scores, masks);
        return scores;
    }

    private static ReadOnlySpan<float> Slice(ReadOnlyMemory<float> images, int slice, int area) =>
        images.Span.Slice(slice * Modalities.Brats.Count * area, Modalities.Brats.Count * area);

    private static double[] Weights(ResidualFormula formula, HealthySample healthy)
    {
        var scaled = Enumerable.Range(0, Modalities.Brats.Count).Select(m => formula.Weights[m] / healthy.Residuals.Deviations[m]).ToArray();
        if (!formula.InverseCovariance)
        {
            return scaled;
        }

        // The best linear detector of a shift by the stated weights, in units of deviations, among residuals of this covariance.
        var system = new double[Modalities.Brats.Count, Modalities.Brats.Count + 1];
        for (var row = 0; row < Modalities.Brats.Count; row++)
        {
            for (var column = 0; column < Modalities.Brats.Count; column++)
            {
                system[row, column] = healthy.Covariance(row, column);
            }

            system[row, Modalities.Brats.Count] = formula.Weights[row] * healthy.Residuals.Deviations[row];
        }

        return LinearSystem.Solve(system);
    }

    private static double Median(ScoreInput input, byte[] masks, int modality)
    {
        var area = input.Size * input.Size;
        var values = new List<double>();
        for (var i = 0; i < masks.Length; i++)
        {
            if (masks[i] != 0)
            {
                values.Add(input.Images.Span[(i / area * Modalities.Brats.Count + modality) * area + i % area]);
            }
        }

        values.Sort();
        return values.Count == 0 ? 0 : values[values.Count / 2];
    }

    private void Sum(ReadOnlySpan<float> image, ReadOnlySpan<float> reconstruction, ReadOnlySpan<byte> mask, double[] medians, Span<float> score, int size)
    {
        var area = mask.Length;
        var depths = formula.Division == ErrorDivision.Depth ? HealthySample.Depths(mask, size) : [];
        for (var pixel = 0; pixel < area; pixel++)
        {
            var sum = 0.0;
            for (var m = 0; m < Modalities.Brats.Count && mask[pixel] != 0; m++)
            {
                var (value, expected) = (image[m * area + pixel], reconstruction[m * area + pixel]);
                var residual = weights[m] * (value - expected);
                residual += m == Modalities.Brats.ChannelOf(Modality.T1ce) ? formula.AbsoluteT1ce * Math.Abs(value - expected) / healthy.Residuals.Deviations[m] : 0;
                sum += residual * formula.Division switch
                {
                    ErrorDivision.Intensity => healthy.AtIntensity(m, expected),
                    ErrorDivision.Depth => healthy.AtDepth(m, depths[pixel]),
                    _ => 1,
                };
                sum += formula.MedianWeights[m] * (value - medians[m]) / healthy.Residuals.Deviations[m];
            }

            score[pixel] = (float)(formula.Positive ? Math.Max(sum, 0) : sum);
        }
    }

    private static float[] MedianOfNeighbours(float[] scores, byte[] masks, int slices, int size)
    {
        const int Radius = 2;
        var result = new float[scores.Length];
        Parallel.For(0, slices, slice =>
        {
            Span<float> window = stackalloc float[3 * (2 * Radius + 1) * (2 * Radius + 1)];
            for (var p = 0; p < size * size; p++)
            {
                if (masks[slice * size * size + p] == 0)
                {
                    continue;
                }

                var count = 0;
                for (var z = Math.Max(slice - 1, 0); z <= Math.Min(slice + 1, slices - 1); z++)
                {
                    for (var x = Math.Max(p / size - Radius, 0); x <= Math.Min(p / size + Radius, size - 1); x++)
                    {
                        for (var y = Math.Max(p % size - Radius, 0); y <= Math.Min(p % size + Radius, size - 1); y++)
                        {
                            window[count++] = scores[(z * size + x) * size + y];
                        }
                    }
                }

                window[..count].Sort();
                result[slice * size * size + p] = window[count / 2];
            }
        });
        return result;
    }
}
