namespace BrainDae.Pictures;

/// <summary>A fixed-width font of 5 x 7 pixels for captions, printable ASCII only.</summary>
internal static class BitmapFont
{
    /// <summary>Pixels of a glyph.</summary>
    public const int GlyphWidth = 5, GlyphHeight = 7;

    /// <summary>Pixels from one glyph to the next.</summary>
    public const int Advance = GlyphWidth + 1;

    private const char First = ' ', Last = '~';

    // One glyph a line from the space on: rows from top to bottom, '#' is ink; then its name, for people.
    private static readonly string[] Glyphs = Read();

    /// <summary>Whether a glyph has ink at column x (0 to 4) and row y (0 to 6). A character without a glyph shows as '?'.</summary>
    public static bool HasInk(char character, int x, int y) =>
        Glyphs[(character is >= First and <= Last ? character : '?') - First][y * Advance + x] == '#';

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(BitmapFont).Assembly.GetManifestResourceStream($"{typeof(BitmapFont).FullName}.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
