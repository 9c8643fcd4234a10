using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BrainDae.Imaging.Filters;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Imaging.Tests.Filters;

public class MedianFilterTests
{
    private static readonly Gen<(float[] Pixels, int Rows, int Columns)> Slices =
        from rows in Gen.Int[3, 40]
        from columns in Gen.Int[3, 40]
        from pixels in Gen.OneOf(Gen.Float[-2, 2], Gen.Int[-2, 2].Select(i => i / 4f), Gen.Float.Where(v => !float.IsNaN(v))).Array[rows * columns]
        select (pixels, rows, columns);

    [Fact]
    public void Filtering_the_published_error_map_gives_the_published_score()
    {
        var (error, score) = (Npy.Golden("score", "error_no_median.npy"), Npy.Golden("score", "score.npy"));
        for (var slice = 0; slice < error.Shape[0]; slice++)
        {
            var pixels = error.Floats.AsSpan(slice * 128 * 128, 128 * 128);
            Assert.Equal(score.Floats[(slice * 128 * 128)..((slice + 1) * 128 * 128)], Filter(pixels, 128, 128));
        }
    }

    [Fact]
    public void Each_pixel_is_the_median_of_its_reflected_window() => Slices.Sample((pixels, rows, columns) =>
        Bits(Filter(pixels, rows, columns)).SequenceEqual(Bits(Naive(pixels, rows, columns))));

    [Fact]
    public void Every_vector_width_gives_the_bits_of_the_scalar_path() => Slices.Sample((pixels, rows, columns) =>
    {
        var scalar = Bits(Filter<Lanes1, int>(pixels, rows, columns));
        return (columns < 4 || scalar.SequenceEqual(Bits(Filter<Lanes4, Vector128<int>>(pixels, rows, columns))))
            && (columns < 8 || scalar.SequenceEqual(Bits(Filter<Lanes8, Vector256<int>>(pixels, rows, columns))))
            && (columns < 16 || scalar.SequenceEqual(Bits(Filter<Lanes16, Vector512<int>>(pixels, rows, columns))));
    });

    [Fact]
    public void The_network_selects_the_median_of_every_arrangement_of_ones_in_the_window()
    {
        // By the 0-1 principle, these windows decide for all: a network that sorts the columns first only sees how many ones each has.
        for (var code = 0; code < 6 * 6 * 6 * 6 * 6; code++)
        {
            var window = new float[25];
            for (var (column, rest) = (0, code); column < 5; column++, rest /= 6)
            {
                for (var row = 0; row < rest % 6; row++)
                {
                    window[row * 5 + column] = 1;
                }
            }

            Assert.Equal(window.Sum() >= 13 ? 1 : 0, Filter(window, 5, 5)[12]);
        }
    }

    [Fact]
    public void An_isolated_bright_pixel_vanishes()
    {
        var pixels = new float[81];
        pixels[40] = 9;

        Assert.All(Filter(pixels, 9, 9), v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 20)]
    [InlineData(10, 10)]
    [InlineData(19, 22)]
    public void A_NaN_makes_every_window_that_holds_it_NaN(int row, int column)
    {
        const int Rows = 20, Columns = 23;
        var pixels = new float[Rows * Columns];
        pixels[row * Columns + column] = float.NaN;

        var medians = Filter(pixels, Rows, Columns);

        for (var i = 0; i < medians.Length; i++)
        {
            var near = Math.Abs(i / Columns - row) <= 2 && Math.Abs(i % Columns - column) <= 2;
            Assert.Equal(near, float.IsNaN(medians[i]));
        }
    }

    [Fact]
    public void A_slice_too_small_to_reflect_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Filter(new float[2 * 9], 2, 9));

    [Fact]
    public void Filtering_in_place_is_refused()
    {
        var pixels = new float[25];
        Assert.Throws<ArgumentException>(() => MedianFilter.Apply(pixels, pixels, 5, 5));
    }

    private static float[] Filter(ReadOnlySpan<float> pixels, int rows, int columns)
    {
        var medians = new float[pixels.Length];
        MedianFilter.Apply(pixels, medians, rows, columns);
        return medians;
    }

    private static float[] Filter<TLanes, TVector>(float[] pixels, int rows, int columns)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        var medians = new float[pixels.Length];
        MedianFilter.Apply<TLanes, TVector>(pixels, medians, rows, columns);
        return medians;
    }

    private static float[] Naive(float[] pixels, int rows, int columns)
    {
        static int Reflect(int i, int n) => i < 0 ? -i : i >= n ? 2 * n - 2 - i : i;
        return [.. Enumerable.Range(0, pixels.Length).Select(i => (
            from dr in Enumerable.Range(-2, 5)
            from dc in Enumerable.Range(-2, 5)
            let v = pixels[Reflect(i / columns + dr, rows) * columns + Reflect(i % columns + dc, columns)]
            orderby v, float.IsNegative(v) ? 0 : 1
            select v).ElementAt(12))];
    }

    private static ReadOnlySpan<int> Bits(float[] values) => MemoryMarshal.Cast<float, int>(values);
}
