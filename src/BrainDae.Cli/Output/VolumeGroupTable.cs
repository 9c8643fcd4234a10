using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>A score's figures by volume of the patients' lesions.</summary>
internal static class VolumeGroupTable
{
    public static void Write(IAnsiConsole console, ScoreResult score)
    {
        var (at, which) = score.UsedThreshold is { } kind
            ? ((Func<VolumeGroupResult, GroupDetection?>)(group => group.At(kind)), $"{kind.Text()} threshold")
            : (group => group.Ideal, "ideal threshold");
        var table = new Table().Border(TableBorder.Rounded).Title($"{score.Name} by tumour volume, means over patients, {which}")
            .AddColumns("volume", "patients", "average precision", "Dice", "lesions found", "HD95, mm", "surface Dice");
        foreach (var group in score.VolumeGroups)
        {
            var detection = at(group);
            table.AddRow(
                group.Group,
                $"{group.Patients}",
                EvaluationTable.Number(group.MeanAveragePrecision, format: "0.000"),
                EvaluationTable.Number(detection?.MeanDice, format: "0.000"),
                EvaluationTable.Number(detection?.LesionRecall, format: "0.0%"),
                EvaluationTable.Number(detection?.MeanHausdorff95, format: "0.0"),
                EvaluationTable.Number(detection?.MeanSurfaceDice, format: "0.000"));
        }

        console.Write(table);
    }
}
