using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using BrainDae.Report.Html;
using BrainDae.TestData;

namespace BrainDae.Report.Tests.Html;

public sealed class ReportPageTests
{
    [Fact]
    public void The_page_is_well_formed_with_names_as_text()
    {
        var page = Parse(Written());
        Assert.Equal("html", page.Root!.Name.LocalName);
        Assert.Equal("model <1> & co", Single(page, "title").Value);
        Assert.Contains(page.Descendants("li"), li => li.Value == "<b>not bold</b>");
        Assert.Contains(page.Descendants("button"), button => button.Value == SampleReport.AwkwardName);
        Assert.Empty(page.Descendants("img"));
        Assert.Contains(page.Descendants("td"), td => td.Value == "0.8 ± 0.1");
        Assert.Equal("abc", Single(page, "dd").Value);
    }

    [Fact]
    public void Every_id_is_there_once_and_every_reference_to_one_is_met()
    {
        var page = Parse(Written());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        string[] referring = ["aria-labelledby", "aria-describedby", "for"];
        Assert.Empty(page.Descendants().Attributes().Where(a => referring.Contains(a.Name.LocalName)).SelectMany(a => a.Value.Split(' ')).Except(ids));
        Assert.Empty(page.Descendants("a").Select(a => a.Attribute("href")!.Value.TrimStart('#')).Except(ids));
    }

    [Fact]
    public void The_policy_allows_the_style_and_the_program_of_the_page_and_nothing_from_elsewhere()
    {
        var text = Written();
        var page = Parse(text);
        var policy = page.Descendants("meta").Single(meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value;
        Assert.StartsWith("default-src 'none'; img-src data:; ", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{Hash(Between(text, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{Hash(Between(text, "<script>", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);

        string[] loading = ["src", "href", "srcset", "action", "style"];
        Assert.All(
            page.Descendants().Attributes().Where(a => loading.Contains(a.Name.LocalName)),
            a => Assert.True(a.Value.StartsWith('#') || a.Value == "data:,", a.ToString()));
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", PageTemplate.Styles, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", PageTemplate.Styles, StringComparison.Ordinal);
        Assert.DoesNotContain("</script", PageTemplate.Script, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", PageTemplate.Script, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", PageTemplate.Script, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sheets_hold_the_slices()
    {
        var page = Parse(Written());
        var sheets = SampleReport.Sheets();
        AssertImage("flair", sheets.Inputs[0]);
        AssertImage("t2", sheets.Inputs[3]);
        AssertImage("t1ce-reconstruction", sheets.Reconstructions[2]);
        AssertMask("truth", sheets.Truth);
        Assert.All(sheets.Scores, score =>
        {
            Assert.Equal(Sheet(score.Score), PngDecoder.DecodeGrey(Png($"score-{score.Name}")).Grey);
            AssertMask($"prediction-{score.Name}", score.Prediction);
        });

        // An image has fewer greys: each pixel is at most half a step and a rounding off.
        void AssertImage(string channel, ReadOnlyMemory<byte> slices) =>
            Assert.All(Sheet(slices).Zip(PngDecoder.DecodePalette(Png(channel)).Grey), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 127.5 / (SheetFile.Greys - 1) + 0.5));

        void AssertMask(string channel, ReadOnlyMemory<byte> slices) => Assert.Equal(Sheet(slices), PngDecoder.DecodeMask(Png(channel)).Mask);

        byte[] Sheet(ReadOnlyMemory<byte> slices) => SliceSheet.Of(slices.Span, SampleReport.Slices, SampleReport.Size).Pixels.ToArray();

        byte[] Png(string channel) => Convert.FromBase64String(page.Descendants("script").Single(s => s.Attribute("id")?.Value == $"sheet-0-{channel}").Value);
    }

    [Fact]
    public void The_program_is_told_the_patients_and_the_scales()
    {
        using var data = JsonDocument.Parse(Parse(Written()).Descendants("script").Single(s => s.Attribute("id")?.Value == "data").Value);
        var patient = Assert.Single(data.RootElement.GetProperty("patients").EnumerateArray());
        Assert.Equal(SampleReport.AwkwardName, patient.GetProperty("name").GetString());
        Assert.Equal(0.25, patient.GetProperty("dice").GetDouble());
        Assert.Equal(7, patient.GetProperty("firstSlice").GetInt32());
        Assert.Equal([0, 37, 36], patient.GetProperty("truth").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal([0, 0, 36], patient.GetProperty("prediction").GetProperty("published").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(3 * 256, data.RootElement.GetProperty("palette").GetArrayLength());
        Assert.Equal([("published", 0.1, 0.2), ("other", 0.3, 0.6)], data.RootElement.GetProperty("scores").EnumerateArray().Select(s => (s.GetProperty("name").GetString()!, s.GetProperty("threshold").GetDouble(), s.GetProperty("high").GetDouble())));
        Assert.Equal([0], data.RootElement.GetProperty("order").EnumerateArray().Select(n => n.GetInt32()));
    }

    [Fact]
    public void The_program_follows_the_first_patient_and_the_others_follow_it()
    {
        using var folder = new TemporaryFolder();
        using var sheets = new SheetFile(folder.Path);
        sheets.Add(SampleReport.Sheets());
        sheets.Add(SampleReport.Sheets() with { Name = "second" });
        sheets.Add(SampleReport.Sheets() with { Name = "third" });
        using var page = new MemoryStream();
        ReportPage.Write(page, SampleReport.Content with { Patients = SampleReport.Content.Patients with { Rows = [Row("a", 0), Row("b", 1), Row("c", 2)] } }, sheets);
        var scripts = Parse(Encoding.UTF8.GetString(page.ToArray())).Descendants("script").Select(s => s.Attribute("id")?.Value).ToList();

        Assert.Equal(1 + 1 + 3 * 13, scripts.Count);
        Assert.Equal(["data", .. Enumerable.Repeat("0", 13), null, .. Enumerable.Repeat("1", 13), .. Enumerable.Repeat("2", 13)], scripts.Select(id => id?.Split('-') is ["sheet", var patient, ..] ? patient : id));

        static PatientRow Row(string name, int sheets) => new(name, 0.5, 1, [null], sheets);
    }

    [Fact]
    public void A_page_without_slices_is_small()
    {
        using var folder = new TemporaryFolder();
        using var sheets = new SheetFile(folder.Path);
        using var page = new MemoryStream();
        ReportPage.Write(page, SampleReport.Content with { Patients = SampleReport.Content.Patients with { Rows = [SampleReport.Content.Patients.Rows[1]] } }, sheets);
        Assert.InRange(page.Length, 10_000, 60_000);
    }

    [Fact]
    public void Nothing_is_left_of_the_file_of_sheets()
    {
        using var folder = new TemporaryFolder();
        using (var sheets = new SheetFile(folder.Path))
        {
            sheets.Add(SampleReport.Sheets());
            Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(folder.Path, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Length);
        }

        Assert.Empty(Directory.GetFiles(folder.Path, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }));
    }

    private static string Written()
    {
        using var folder = new TemporaryFolder();
        using var sheets = new SheetFile(folder.Path);
        sheets.Add(SampleReport.Sheets());
        using var page = new MemoryStream();
        ReportPage.Write(page, SampleReport.Content, sheets);
        return Encoding.UTF8.GetString(page.ToArray());
    }

    /// <summary>Reads the page as XML, stricter than HTML, without its program, which is no markup.</summary>
    private static XDocument Parse(string page)
    {
        Assert.Contains(PageTemplate.Script, page, StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(page.Replace(PageTemplate.Script, "", StringComparison.Ordinal)), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static XElement Single(XDocument page, string name) => Assert.Single(page.Descendants(name), e => e.Parent!.Name.LocalName is "head" or "dl");

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
