using System.Globalization;

namespace BrainDae.Data.Formats;

/// <summary>Rows of comma-separated tables (RFC 4180, but lines end in a line feed alone).</summary>
public static class CsvRow
{
    /// <summary>One line with its end. Numbers are invariant and come back bit for bit; null is an empty field.</summary>
    /// <param name="fields">The fields; text is quoted where it has to be.</param>
    public static string Of(params ReadOnlySpan<object?> fields) => string.Join(',', fields.ToArray().Select(Text)) + "\n";

    private static string Text(object? field) => field switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var other => Quoted(other.ToString() ?? ""),
    };

    /// <summary>
    /// Text that a spreadsheet would take for a formula gets an apostrophe in front, which shows that it is text: names come
    /// from strangers' folders.
    /// </summary>
    private static string Quoted(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\n\r") || safe.Length != text.Length ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
