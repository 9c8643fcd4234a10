using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Pictures.Tests;

public sealed class PngEncoderTests
{
    [Fact]
    public void Any_picture_reads_back_pixel_for_pixel() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 30]).SelectMany((w, h) => Gen.Byte.Array[w * h * 3].Select(p => (w, h, p))).Sample(sample =>
        {
            var (width, height, rgb, _) = PngDecoder.Decode(PngEncoder.Encode(new Picture(sample.w, sample.h, sample.p)));
            Assert.Equal((sample.w, sample.h), (width, height));
            Assert.Equal(sample.p, rgb);
        }, iter: 100);

    [Fact]
    public void Any_grey_picture_reads_back_pixel_for_pixel() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 30]).SelectMany((w, h) => Gen.Byte.Array[w * h].Select(p => (w, h, p))).Sample(sample =>
        {
            var (width, height, grey) = PngDecoder.DecodeGrey(PngEncoder.Encode(new GreyPicture(sample.w, sample.h, sample.p)));
            Assert.Equal((sample.w, sample.h), (width, height));
            Assert.Equal(sample.p, grey);
        }, iter: 100);

    [Theory]
    [InlineData(2)]
    [InlineData(101)]
    [InlineData(256)]
    public void With_fewer_greys_each_pixel_takes_the_nearest(int greys)
    {
        byte[] values = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var (_, _, read) = PngDecoder.DecodePalette(PngEncoder.Encode(new GreyPicture(16, 16, values), greys));
        Assert.Equal(greys, read.Distinct().Count());
        Assert.Equal((0, 255), (read[0], read[255]));
        Assert.All(values.Zip(read), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 127.5 / (greys - 1) + 0.5));
    }

    [Fact]
    public void Any_mask_reads_back_with_a_bit_a_pixel() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 30]).SelectMany((w, h) => Gen.Byte[0, 2].Array[w * h].Select(p => (w, h, p))).Sample(sample =>
        {
            var (width, height, mask) = PngDecoder.DecodeMask(PngEncoder.EncodeMask(new GreyPicture(sample.w, sample.h, sample.p)));
            Assert.Equal((sample.w, sample.h), (width, height));
            Assert.Equal(sample.p.Select(p => p != 0 ? 1 : 0), mask.Select(m => (int)m));
        }, iter: 100);

    [Fact]
    public void Smooth_pictures_use_several_filters_and_become_small()
    {
        var canvas = new Canvas(256, 256, Rgb.Black);
        for (var y = 0; y < 256; y++)
        {
            for (var x = 0; x < 256; x++)
            {
                canvas.Set(x, y, y < 128 ? Rgb.Grey((byte)x) : Rgb.Grey((byte)((x + y) / 2)));
            }
        }

        var picture = canvas.ToPicture();
        var file = PngEncoder.Encode(picture);
        var (_, _, rgb, filters) = PngDecoder.Decode(file);
        Assert.Equal(picture.Pixels.ToArray(), rgb);
        Assert.True(filters.Count > 1);
        Assert.True(file.Length < rgb.Length / 50, $"{file.Length} bytes");
    }

    [Fact]
    public void A_written_file_holds_the_encoded_bytes()
    {
        using var folder = new TemporaryFolder();
        var picture = new Canvas(3, 2, new(1, 2, 3)).ToPicture();
        PngEncoder.Write(folder["a.png"], picture);
        Assert.Equal(PngEncoder.Encode(picture), File.ReadAllBytes(folder["a.png"]));
    }
}
