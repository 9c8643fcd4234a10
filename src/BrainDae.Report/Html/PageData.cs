using System.Buffers;
using System.Text;
using System.Text.Json;
using BrainDae.Data.Cohorts;
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
            json.WriteNumber("threshold", content.Slices.Threshold);
            json.WriteNumber("intensityHigh", content.Slices.IntensityHigh);
            json.WriteNumber("scoreHigh", content.Slices.ScoreHigh);
            Array(json, "modalities", Modalities.All.Select(m => m.Suffix), json.WriteStringValue);
            Array(json, "palette", Enumerable.Range(0, Colours).Select(i => ColorMap.Heat[i / (float)(Colours - 1)]).SelectMany(c => new int[] { c.R, c.G, c.B }), json.WriteNumberValue);
            Array(json, "order", content.Patients.Rows.Where(row => row.Sheets is not null).Select(row => row.Sheets!.Value), json.WriteNumberValue);
            Array(json, "patients", sheets.Index.Index(), entry => Patient(json, content.Patients.Rows.Single(row => row.Sheets == entry.Index), entry.Item));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
        Array(json, "prediction", patient.Prediction, json.WriteNumberValue);
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
