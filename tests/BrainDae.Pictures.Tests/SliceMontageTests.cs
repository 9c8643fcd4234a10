namespace BrainDae.Pictures.Tests;

public sealed class SliceMontageTests
{
    private static readonly Rgb Outline = new(64, 224, 112);

    [Theory]
    [InlineData(1, 6, 5, 1)]
    [InlineData(3, 6, 5, 2)]
    public void The_size_is_the_documented_one(int rows, int width, int height, int scale)
    {
        var panel = new MontagePanel { Values = new float[width * height] };
        var picture = SliceMontage.Draw([.. Enumerable.Repeat(new[] { panel, panel }, rows)], width, height, scale);
        Assert.Equal((2 * (width * scale + 4) + 4, rows * (height * scale + 15) + 4), (picture.Width, picture.Height));
    }

    [Fact]
    public void X_runs_to_the_right_and_y_downwards_each_pixel_enlarged()
    {
        var values = new float[6 * 5];
        values[4 * 5 + 1] = 1; // x = 4, y = 1
        var picture = SliceMontage.Draw([[new MontagePanel { Values = values }]], 6, 5, 2);
        var white = Lit(picture, Rgb.White);
        Assert.Equal([(12, 17), (12, 18), (13, 17), (13, 18)], white);
    }

    [Fact]
    public void The_window_sets_black_and_white()
    {
        var panel = new MontagePanel { Values = new float[] { 10, 20, 15, 30 }, Window = (10, 20) };
        var picture = SliceMontage.Draw([[panel]], 2, 2, 1);
        Assert.Equal([Rgb.Black, Rgb.White, Rgb.Grey(128), Rgb.White], [picture[4, 15], picture[4, 16], picture[5, 15], picture[5, 16]]);
    }

    [Fact]
    public void An_outline_frames_the_region_and_leaves_its_inside_free()
    {
        var region = new byte[36];
        for (var x = 1; x <= 3; x++)
        {
            for (var y = 2; y <= 4; y++)
            {
                region[x * 6 + y] = 1;
            }
        }

        var picture = SliceMontage.Draw([[new MontagePanel { Values = new float[36], Outline = region }]], 6, 6, 1);
        var expected = from x in Enumerable.Range(1, 3) from y in Enumerable.Range(2, 3) where (x, y) != (2, 3) select (4 + x, 15 + y);
        Assert.Equal(expected, Lit(picture, Outline));
    }

    [Fact]
    public void A_caption_is_written_above_its_panel_and_does_not_run_into_the_next()
    {
        var panel = new MontagePanel { Values = new float[20 * 20], Caption = "FLAIR of patient 17" };
        var bare = panel with { Caption = "" };
        var ink = Lit(SliceMontage.Draw([[panel, bare]], 20, 20, 1), Rgb.Grey(224));
        Assert.NotEmpty(ink);
        Assert.All(ink, pixel => Assert.True(pixel.X < 24 && pixel.Y < 15));
    }

    [Fact]
    public void A_panel_of_another_size_is_refused()
    {
        var panel = new MontagePanel { Values = new float[35], Caption = "odd" };
        Assert.Contains("odd", Assert.Throws<ArgumentException>(() => SliceMontage.Draw([[panel]], 6, 6)).Message);
        Assert.Throws<ArgumentException>(() => SliceMontage.Draw([], 6, 6));
    }

    private static IEnumerable<(int X, int Y)> Lit(Picture picture, Rgb colour) =>
        from x in Enumerable.Range(0, picture.Width) from y in Enumerable.Range(0, picture.Height) where picture[x, y] == colour select (x, y);
}
