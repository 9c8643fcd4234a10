using System.Text.Json.Nodes;
using BrainDae.Pictures;

namespace BrainDae.Report.Html;

/// <summary>What the page's program needs to know, as JSON that is safe inside a script element.</summary>
internal static class PageData
{
    private const int Colours = 256;

    // The default encoder also escapes < > & and quotes, so no name can end the element.
    public static string Json(ReportContent content, SheetFile sheets) => new JsonObject
    {
        ["intensityHigh"] = content.Slices[0].IntensityHigh,
        ["scores"] = Array(content.Slices, Score),
        ["modalities"] = Array(content.Modalities, modality => modality.Name),
        ["palette"] = Array(Palette(), level => level),
        ["order"] = Array(content.Patients.Rows.Where(row => row.Sheets is not null), row => row.Sheets!.Value),
        ["patients"] = Array(sheets.Index.Index(), entry => Patient(content.Patients.Rows.Single(row => row.Sheets == entry.Index), entry.Item)),
    }.ToJsonString();

    private static IEnumerable<int> Palette() =>
        Enumerable.Range(0, Colours).Select(i => ColorMap.Heat[i / (float)(Colours - 1)]).SelectMany(c => new int[] { c.R, c.G, c.B });

    private static JsonObject Score(SliceLegend legend) => new()
    {
        ["name"] = legend.ScoreName,
        ["threshold"] = legend.Threshold,
        ["high"] = legend.ScoreHigh,
        ["text"] = ReportPage.SliceText(legend),
    };

    private static JsonObject Patient(PatientRow row, PatientSheetIndex patient)
    {
        var json = new JsonObject
        {
            ["name"] = patient.Name,
            ["millilitres"] = row.LesionMillilitres,
            ["slices"] = patient.Slices,
            ["size"] = patient.Size,
            ["columns"] = patient.Columns,
            ["firstSlice"] = patient.FirstSlice,
            ["truth"] = Array(patient.Truth, pixels => pixels),
            ["prediction"] = new JsonObject(patient.Predictions.Select(p => KeyValuePair.Create(p.Score, (JsonNode?)Array(p.Pixels, pixels => pixels)))),
        };
        if (row.Dice is { } dice)
        {
            json["dice"] = dice;
        }

        return json;
    }

    private static JsonArray Array<T>(IEnumerable<T> values, Func<T, JsonNode> node) => new([.. values.Select(node)]);
}
