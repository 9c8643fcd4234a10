namespace BrainDae.Pictures.Tests;

public sealed class CanvasTests
{
    [Fact]
    public void Every_printable_character_has_a_glyph_of_its_own()
    {
        var glyphs = Enumerable.Range(' ', 95).Select(c => Draw(((char)c).ToString())).ToHashSet();
        Assert.Equal(95, glyphs.Count);
    }

    [Fact]
    public void A_letter_is_drawn_upright()
    {
        Assert.Equal("#....\n#....\n#....\n#....\n#....\n#....\n#####\n", Draw("L"));
    }

    [Fact]
    public void A_character_without_a_glyph_shows_as_a_question_mark() => Assert.Equal(Draw("?"), Draw("é"));

    [Fact]
    public void Drawing_off_the_canvas_is_cut_off_and_reaches_no_other_row()
    {
        var canvas = new Canvas(4, 4, Rgb.White);
        canvas.FillRectangle(-5, 2, 6, 9, Rgb.Black);
        canvas.Text(4, 0, "L", Rgb.Black);
        var picture = canvas.ToPicture();
        var black = Enumerable.Range(0, 16).Where(i => picture[i % 4, i / 4] == Rgb.Black);
        Assert.Equal([8, 12], black);
    }

    [Fact]
    public void Drawing_after_taking_the_picture_does_not_change_it()
    {
        var canvas = new Canvas(1, 1, Rgb.White);
        var picture = canvas.ToPicture();
        canvas.Set(0, 0, Rgb.Black);
        Assert.Equal(Rgb.White, picture[0, 0]);
    }

    private static string Draw(string text)
    {
        var canvas = new Canvas(5, 7, Rgb.White);
        canvas.Text(0, 0, text, Rgb.Black);
        var picture = canvas.ToPicture();
        return string.Concat(Enumerable.Range(0, 7).Select(y => string.Concat(Enumerable.Range(0, 5).Select(x => picture[x, y] == Rgb.Black ? '#' : '.')) + "\n"));
    }
}
