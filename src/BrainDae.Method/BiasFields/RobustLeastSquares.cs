using System.Runtime.CompilerServices;
using BrainDae.Imaging.Statistics;

namespace BrainDae.Method.BiasFields;

/// <summary>Linear least squares that are weighted anew in each round with Tukey's biweight, so that outliers count little or nothing.</summary>
internal static class RobustLeastSquares
{
    /// <summary>Residuals beyond so many standard deviations weigh nothing, Tukey's usual value.</summary>
    private const double Cutoff = 4.685;

    private const int Rounds = 20;

    /// <summary>Fits values as a sum of terms; null where these do not determine it.</summary>
    /// <param name="terms">[value, term] in C order; the first term of each is 1.</param>
    /// <param name="values">The values, one or more.</param>
    /// <param name="count">Number of terms.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double[]? Fit(ReadOnlySpan<double> terms, ReadOnlySpan<double> values, int count)
    {
        var coefficients = new double[count];
        coefficients[0] = Median(values);
        var residuals = new double[values.Length];
        var sorted = new double[values.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var fitted = 0.0;
                for (var k = 0; k < count; k++)
                {
                    fitted += coefficients[k] * terms[i * count + k];
                }

                residuals[i] = values[i] - fitted;
                sorted[i] = Math.Abs(residuals[i]);
            }

            // 1.4826 makes the median absolute deviation a standard deviation where residuals are normal.
            var width = Cutoff * 1.4826 * OrderStatistic.Select(sorted, sorted.Length / 2);
            var (normal, right) = (new double[count * count], new double[count]);
            for (var i = 0; i < values.Length; i++)
            {
                var u = residuals[i] / width;
                var weight = Math.Abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
                if (weight > 0)
                {
                    for (var k = 0; k < count; k++)
                    {
                        var weighted = weight * terms[i * count + k];
                        right[k] += weighted * values[i];
                        for (var l = 0; l <= k; l++)
                        {
                            normal[k * count + l] += weighted * terms[i * count + l];
                        }
                    }
                }
            }

            if (Solve(normal, right) is not { } next)
            {
                return null;
            }

            coefficients = next;
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
}
