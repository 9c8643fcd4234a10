using BrainDae.Imaging.Masks;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Imaging.Tests.Masks;

public class MaskTests
{
    private static readonly Gen<(byte[] Mask, int Rows, int Columns)> Masks =
        from rows in Gen.Int[1, 45]
        from columns in Gen.Int[1, 90]
        from share in Gen.Int[1, 40]
        from mask in Gen.Int[0, share].Select(i => i == 0 ? (byte)0 : (byte)i).Array[rows * columns]
        select (mask, rows, columns);

    [Fact]
    public void The_mean_error_inside_the_eroded_mask_is_the_published_error_map()
    {
        const int Pixels = 128 * 128;
        var (clean, output) = (Npy.Golden("score", "clean.npy").Floats, Npy.Golden("score", "reconstruction.npy").Floats);
        var published = Npy.Golden("score", "error_no_median.npy").Floats;
        var eroded = new byte[Pixels];
        for (var slice = 0; slice < 3; slice++)
        {
            var start = slice * 4 * Pixels;
            ForegroundMask.Find(clean.AsSpan(start, 4 * Pixels), eroded);
            MaskErosion.Apply(eroded, eroded, 128, 128);
            for (var i = 0; i < Pixels; i++)
            {
                var error = Enumerable.Range(0, 4).Sum(c => Math.Abs(clean[start + c * Pixels + i] - output[start + c * Pixels + i])) / 4;
                Assert.Equal(published[slice * Pixels + i], eroded[i] * error, 1e-6);
            }
        }
    }

    [Fact]
    public void Erosion_keeps_pixels_whose_zero_padded_mean_is_above_the_share() => Masks.Sample((mask, rows, columns) =>
    {
        var eroded = new byte[mask.Length];
        MaskErosion.Apply(mask, eroded, rows, columns);
        return eroded.SequenceEqual(Enumerable.Range(0, mask.Length).Select(i => (
            from dr in Enumerable.Range(-2, 5)
            from dc in Enumerable.Range(-2, 5)
            let r = i / columns + dr
            let c = i % columns + dc
            select r >= 0 && r < rows && c >= 0 && c < columns && mask[r * columns + c] != 0 ? 1f : 0f).Average() > 0.95f ? (byte)1 : (byte)0));
    });

    [Fact]
    public void Erosion_in_place_gives_the_same() => Masks.Sample((mask, rows, columns) =>
    {
        var (apart, inPlace) = (new byte[mask.Length], mask.ToArray());
        MaskErosion.Apply(mask, apart, rows, columns);
        MaskErosion.Apply(inPlace, inPlace, rows, columns);
        return apart.SequenceEqual(inPlace);
    });

    [Fact]
    public void A_full_slice_loses_its_rim_of_two_pixels_but_not_to_a_single_hole()
    {
        var mask = Enumerable.Repeat((byte)1, 7 * 7).ToArray();
        mask[3 * 7 + 3] = 0;
        MaskErosion.Apply(mask, mask, 7, 7);

        Assert.Equal(Enumerable.Range(0, 49).Select(i => i / 7 is >= 2 and <= 4 && i % 7 is >= 2 and <= 4 ? (byte)1 : (byte)0), mask);
    }

    [Fact]
    public void Foreground_is_where_the_sum_of_the_channels_is_above_the_threshold() =>
        (from pixels in Gen.Int[1, 150]
         from channels in Gen.Int[1, 5]
         from values in Gen.OneOf(Gen.Float[-0.02f, 0.02f], Gen.Const(float.NaN), Gen.Const(0.01f), Gen.Const(0f)).Array[pixels * channels]
         select (values, pixels, channels)).Sample((values, pixels, channels) =>
        {
            var foreground = new byte[pixels];
            ForegroundMask.Find(values, foreground);
            return foreground.Select((f, i) =>
            {
                var sum = values[i];
                for (var c = 1; c < channels; c++)
                {
                    sum += values[c * pixels + i];
                }

                return f == (sum > 0.01f ? 1 : 0);
            }).All(equal => equal);
        });

    [Fact]
    public void An_incomplete_channel_is_refused() =>
        Assert.Throws<ArgumentException>(() => ForegroundMask.Find(new float[15], new byte[4]));
}
