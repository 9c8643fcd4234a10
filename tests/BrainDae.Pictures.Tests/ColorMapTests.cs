namespace BrainDae.Pictures.Tests;

public sealed class ColorMapTests
{
    [Fact]
    public void Lightness_of_the_heat_map_rises_in_proportion_to_the_value()
    {
        for (var i = 0; i <= 100; i++)
        {
            Assert.Equal(98.2 * i / 100, Lightness(ColorMap.Heat[i / 100f]), 4.0);
        }
    }

    [Fact]
    public void Values_off_the_scale_take_the_end_colours()
    {
        Assert.Equal(Rgb.Black, ColorMap.Grey[-3]);
        Assert.Equal(Rgb.Black, ColorMap.Grey[float.NaN]);
        Assert.Equal(Rgb.White, ColorMap.Grey[float.PositiveInfinity]);
        Assert.Equal(Rgb.Grey(128), ColorMap.Grey[0.5f]);
    }

    /// <summary>CIE 1976 L* of an sRGB colour.</summary>
    private static double Lightness(Rgb colour)
    {
        var y = 0.2126 * Linear(colour.R) + 0.7152 * Linear(colour.G) + 0.0722 * Linear(colour.B);
        return y > 0.008856 ? 116 * Math.Cbrt(y) - 16 : 903.3 * y;

        static double Linear(byte channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
