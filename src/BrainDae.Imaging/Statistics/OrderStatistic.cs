using System.Runtime.CompilerServices;

namespace BrainDae.Imaging.Statistics;

/// <summary>Values at a rank of unsorted data, in linear time.</summary>
public static class OrderStatistic
{
    /// <summary>
    /// Reorders <paramref name="values"/> so that the value at index <paramref name="rank"/> is the one that sorting
    /// would put there, nothing before it is larger and nothing after it is smaller; returns it. Takes no NaN.
    /// </summary>
    public static double Select(Span<double> values, int rank)
    {
        while (values.Length > 1)
        {
            var pivot = MedianOfThree(values[0], values[values.Length / 2], values[^1]);
            var (equal, larger) = Partition(values, pivot);
            if (rank < equal)
            {
                values = values[..equal];
            }
            else if (rank < larger)
            {
                return pivot;
            }
            else
            {
                values = values[larger..];
                rank -= larger;
            }
        }

        return values[rank];
    }

    /// <summary>Smaller values, then those equal to the pivot, then larger ones; equal runs end the search at once.</summary>
    /// <returns>Where the equal values and where the larger ones begin.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Equal, int Larger) Partition(Span<double> values, double pivot)
    {
        var (equal, larger) = (0, values.Length);
        for (var i = 0; i < larger;)
        {
            var value = values[i];
            if (value < pivot)
            {
                (values[i++], values[equal]) = (values[equal], value);
                equal++;
            }
            else if (value > pivot)
            {
                larger--;
                (values[i], values[larger]) = (values[larger], value);
            }
            else
            {
                i++;
            }
        }

        return (equal, larger);
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
