using System.Xml.Linq;
using BrainDae.Report.Html;
using CsCheck;

namespace BrainDae.Report.Tests.Html;

public sealed class HtmlWriterTests
{
    [Fact]
    public void Any_text_stays_text_between_tags_and_in_attributes() => Gen.String.Sample(text =>
    {
        var element = XElement.Parse(Written(html => html.Element("p", text, ("title", text))), LoadOptions.PreserveWhitespace);
        Assert.Empty(element.Elements());
        Assert.Equal(Shown(text), element.Value);
        Assert.Equal(Shown(text).Replace('\n', ' ').Replace('\t', ' '), element.Attribute("title")!.Value);
    });

    [Fact]
    public void Markup_in_text_does_not_become_markup() =>
        Assert.Equal(
            "<td title=\"&quot; onload=&quot;x\">&lt;/script&gt;&lt;img src=x&gt; &amp;amp; &#39;</td>",
            Written(html => html.Element("td", "</script><img src=x> &amp; '", ("title", "\" onload=\"x"))));

    [Fact]
    public void Elements_close_in_order_and_attributes_without_value_are_left_out() =>
        Assert.Equal(
            "<ul><li class=\"a\">1</li><br /></ul>",
            Written(html => html.Start("ul").Start("li", ("class", "a"), ("id", null)).Text("1").End().Empty("br").End()));

    private static string Written(Action<HtmlWriter> write)
    {
        using var output = new StringWriter();
        write(new(output));
        return output.ToString();
    }

    /// <summary>What a page can show of a text: characters that XML forbids are replaced.</summary>
    private static string Shown(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is '\t' or '\n' or (>= ' ' and < 0x7f) or (>= 0xa0 and not (0xfffe or 0xffff)) ? rune.ToString() : "\ufffd"));
}
