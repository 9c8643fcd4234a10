using System.Text.Json;
using System.Text.RegularExpressions;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Reporting;

/// <summary>What a report's file holds, read without a browser.</summary>
internal sealed class ReportFile(string path)
{
    public string Text { get; } = File.ReadAllText(path);

    /// <summary>The patients whose slices are in the file, in its numbering.</summary>
    public JsonElement[] Patients
    {
        get
        {
            using var data = JsonDocument.Parse(Island("data"));
            return [.. data.RootElement.GetProperty("patients").Clone().EnumerateArray()];
        }
    }

    /// <summary>The pixels of a patient's mask: slices side by side, in no order that matters for counting.</summary>
    public byte[] Mask(int patient, string channel) => PngDecoder.DecodeMask(Convert.FromBase64String(Island($"sheet-{patient}-{channel}"))).Mask;

    private string Island(string id) => Regex.Match(Text, $"<script type=\"[^\"]*\" id=\"{id}\">([^<]*)</script>").Groups[1].Value;
}
