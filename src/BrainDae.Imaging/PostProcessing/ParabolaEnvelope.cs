using System.Runtime.CompilerServices;

namespace BrainDae.Imaging.PostProcessing;

/// <summary>One line of the distance transform; keeps its working memory. Not safe for use by several threads at once.</summary>
/// <param name="longest">Largest number of samples of a line.</param>
internal sealed class ParabolaEnvelope(int longest)
{
    /// <summary>Samples whose parabolas form the envelope, from left to right.</summary>
    private readonly int[] sites = new int[longest];

    /// <summary>Their values.</summary>
    private readonly double[] heights = new double[longest];

    /// <summary>Where, in samples, each begins to be the lowest.</summary>
    private readonly double[] begins = new double[longest];

    /// <summary>
    /// Replaces the values f(i) of one part of the line by the least f(j) + (step (i - j))² over the whole line; values
    /// are 0 or more, infinity allowed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Lower(Span<double> values, double step, int first, int length)
    {
        unchecked
        {
            var (count, square) = (0, step * step);
            for (var q = 0; q < values.Length; q++)
            {
                var height = values[q];
                if (double.IsPositiveInfinity(height))
                {
                    continue;
                }

                var begin = double.NegativeInfinity;
                while (count > 0)
                {
                    // Where this parabola goes below the last one of the envelope.
                    var p = sites[count - 1];
                    begin = 0.5 * ((height - heights[count - 1]) / (square * (q - p)) + q + p);
                    if (begin > begins[count - 1])
                    {
                        break;
                    }

                    count--;
                    begin = double.NegativeInfinity;
                }

                (sites[count], heights[count], begins[count]) = (q, height, begin);
                count++;
            }

            for (var (i, k) = (first, 0); i < first + length && count > 0; i++)
            {
                while (k + 1 < count && begins[k + 1] < i)
                {
                    k++;
                }

                var distance = i - sites[k];
                values[i] = heights[k] + square * distance * distance;
            }
        }
    }
}
