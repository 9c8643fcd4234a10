using System.Buffers;
using System.Text;
using System.Text.Json;
using BrainDae.Pictures;

namespace BrainDae.Report.Html;

/// <summary>What the page's program needs to know, as JSON that is safe inside a script element.</summary>
internal static class PageData
{
    private const int Colours = 256;

    public static string Json(ReportContent content, SheetFile sheets)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The default encoder also escapes < > & and quotes, so no name can end the element.
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("intensityHigh", content.Slices[0].IntensityHigh);
            Array(json, "scores", content.Slices, legend => Score(json, legend, ReportPage.SliceText(legend)));
            Array(json, "modalities", content.Modalities.Select(m => m.Name), json.WriteStringValue);
            Array(json, "palette", Enumerable.Range(0, Colours).Select(i => ColorMap.Heat[i / (float)(Colours - 1)]).SelectMany(c => new int[] { c.R, c.G, c.B }), json.WriteNumberValue);
            Array(json, "order", content.Patients.Rows.Where(row => row.Sheets is not null).Select(row => row.Sheets!.Value), json.WriteNumberValue);
            Array(json, "patients", sheets.Index.Index(), entry => Patient(json, content.Patients.Rows.Single(row => row.Sheets == entry.Index), entry.Item));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Score(Utf8JsonWriter json, SliceLegend legend, string text)
    {
        json.WriteStartObject();
        json.WriteString("name", legend.ScoreName);
        json.WriteNumber("threshold", legend.Threshold);
        json.WriteNumber("high", legend.ScoreHigh);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void Patient(Utf8JsonWriter json, PatientRow row, PatientSheetIndex patient)
    {
        json.WriteStartObject();
        json.WriteString("name", patient.Name);
        if (row.Dice is { } dice)
        {
            json.WriteNumber("dice", dice);
        }

        json.WriteNumber("millilitres", row.LesionMillilitres);
        json.WriteNumber("slices", patient.Slices);
        json.WriteNumber("size", patient.Size);
        json.WriteNumber("columns", patient.Columns);
        json.WriteNumber("firstSlice", patient.FirstSlice);
        Array(json, "truth", patient.Truth, json.WriteNumberValue);
        json.WriteStartObject("prediction");
        foreach (var (score, pixels) in patient.Predictions)
        {
            Array(json, score, pixels, json.WriteNumberValue);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }
}
