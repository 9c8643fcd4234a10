using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BrainDae.Imaging.Distances;

/// <summary>
/// One axis of the distance transform, for <see cref="Lines"/> lines that lie beside each other, in vectors. Where a
/// line's lowest parabola stands never moves back from one place to the next, so the middle of a stretch is searched
/// first and bounds the search on both sides of it. Keeps its working memory. Not safe for use by several threads at
/// once.
/// </summary>
/// <param name="length">Number of samples of a line.</param>
/// <param name="step">Distance of neighbouring samples.</param>
internal sealed class LowestParabolas(int length, double step)
{
    /// <summary>Lines that are worked on together: four vectors.</summary>
    public const int Lines = 16;

    /// <summary>Places of the samples that are not infinite, ascending.</summary>
    private readonly int[] sites = new int[length];

    /// <summary>Their values, [site, line].</summary>
    private readonly double[] heights = new double[length * Lines];

    /// <summary>Squared distances of samples that are 0, 1, 2... places apart.</summary>
    private readonly double[] squares = [.. Enumerable.Range(0, length).Select(i => step * step * i * i)];

    /// <summary>The first and last site that is lowest in some line, for each place asked for; they count from 1, 0 stands before all.</summary>
    private readonly int[] first = new int[length + 1];

    private readonly int[] last = new int[length + 1];

    /// <summary>What was found last, [place, line].</summary>
    private readonly double[] lowest = new double[length * Lines];

    private int count;

    /// <summary>Forgets the lines before.</summary>
    public void Clear() => count = 0;

    /// <summary>
    /// Adds a sample of each line, from left to right; 0 or more. Infinite ones are left out: a sample that is infinite
    /// in one line is so in all.
    /// </summary>
    /// <param name="place">Number of the sample.</param>
    /// <param name="values">One a line, 1 to <see cref="Lines"/>.</param>
    public void Add(int place, ReadOnlySpan<double> values)
    {
        if (double.IsPositiveInfinity(values[0]))
        {
            return;
        }

        var target = heights.AsSpan(count * Lines, Lines);
        values.CopyTo(target);
        target[values.Length..].Fill(values[0]);
        sites[count++] = place;
    }

    /// <summary>
    /// For some places i, the least f(j) + (step (i - j))² over all samples j that were added; infinity where none was.
    /// </summary>
    /// <param name="from">The first place.</param>
    /// <param name="places">Number of places.</param>
    /// <returns>For each place the <see cref="Lines"/> lines' values; good until the next call.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<double> Lowest(int from, int places)
    {
        if (count == 0)
        {
            lowest.AsSpan().Fill(double.PositiveInfinity);
            return lowest;
        }

        var stride = 1;
        while (stride * 2 <= places)
        {
            stride *= 2;
        }

        for (; stride > 0; stride /= 2)
        {
            for (var i = stride; i <= places; i += 2 * stride)
            {
                (first[i], last[i]) = Search(lowest.AsSpan((i - 1) * Lines), from + i - 1, first[i - stride], i + stride <= places ? last[i + stride] : count - 1);
            }
        }

        return lowest;
    }

    /// <summary>One place, and the first and last of the sites that are lowest there in some line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int Last) Search(Span<double> found, int place, int begin, int end)
    {
        var infinity = Vector256.Create(double.PositiveInfinity);
        var (a, b, c, d) = (infinity, infinity, infinity, infinity);
        var (siteA, siteB, siteC, siteD) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var j = begin; j <= end; j++)
        {
            var square = Vector256.Create(squares[Math.Abs(place - sites[j])]);
            var site = Vector256.Create((double)j);
            ref var height = ref heights[j * Lines];
            (a, siteA) = Lower(a, siteA, Vector256.LoadUnsafe(ref height) + square, site);
            (b, siteB) = Lower(b, siteB, Vector256.LoadUnsafe(ref height, 4) + square, site);
            (c, siteC) = Lower(c, siteC, Vector256.LoadUnsafe(ref height, 8) + square, site);
            (d, siteD) = Lower(d, siteD, Vector256.LoadUnsafe(ref height, 12) + square, site);
        }

        a.CopyTo(found);
        b.CopyTo(found[4..]);
        c.CopyTo(found[8..]);
        d.CopyTo(found[12..]);
        var least = Vector256.MinNative(Vector256.MinNative(siteA, siteB), Vector256.MinNative(siteC, siteD));
        var most = Vector256.MaxNative(Vector256.MaxNative(siteA, siteB), Vector256.MaxNative(siteC, siteD));
        var low = Vector128.Min(least.GetLower(), least.GetUpper());
        var high = Vector128.Max(most.GetLower(), most.GetUpper());
        return ((int)Math.Min(low[0], low[1]), (int)Math.Max(high[0], high[1]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Lowest, Vector256<double> At) Lower(Vector256<double> lowest, Vector256<double> at, Vector256<double> candidate, Vector256<double> site) =>
        (Vector256.MinNative(lowest, candidate), Vector256.ConditionalSelect(Vector256.LessThan(candidate, lowest), site, at));
}
