using System.Text;

namespace BrainDae.Report.Html;

/// <summary>
/// Writes elements that are closed in order and whose text and attributes are escaped, as HTML and as XML alike. There
/// is no way to write unescaped text through it, so a patient's name cannot become markup.
/// </summary>
/// <param name="output">Receives the markup.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    private readonly Stack<string> open = new();

    /// <summary>Opens an element. Attributes without a value are left out.</summary>
    public HtmlWriter Start(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        WriteTag(name, attributes, ">");
        open.Push(name);
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public HtmlWriter End()
    {
        output.Write($"</{open.Pop()}>");
        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlWriter Text(string text)
    {
        output.Write(Escape(text));
        return this;
    }

    /// <summary>Writes an element that holds nothing but text.</summary>
    public HtmlWriter Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Start(name, attributes).Text(text).End();

    /// <summary>Writes an element that never has content, such as a line of a drawing.</summary>
    public HtmlWriter Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        WriteTag(name, attributes, " />");
        return this;
    }

    /// <summary>Starts a new line, where the markup would get too long for people to read.</summary>
    public HtmlWriter Line()
    {
        output.Write('\n');
        return this;
    }

    /// <summary>Text that is safe between tags and between double quotes; characters that XML does not allow become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                (< ' ' and not ('\t' or '\n')) or (>= 0x7f and < 0xa0) or 0xfffe or 0xffff => escaped.Append('\ufffd'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private void WriteTag(string name, ReadOnlySpan<(string Name, string? Value)> attributes, string end)
    {
        output.Write('<');
        output.Write(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                output.Write($" {attribute}=\"{Escape(value)}\"");
            }
        }

        output.Write(end);
    }
}
