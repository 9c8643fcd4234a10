using System.Text;
using System.Text.Json;
using BrainDae.Imaging.Failures;
using BrainDae.Imaging.Storage;

namespace BrainDae.Learning.Evaluation;

/// <summary>Writes an evaluation: evaluation.json with everything, patients.csv with a row a patient and score.</summary>
public static class EvaluationFiles
{
    /// <summary>Writes both files into a folder.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Write(string folder, EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        AtomicFile.WriteText(Path.Combine(folder, "evaluation.json"), JsonSerializer.Serialize(report, EvaluationJson.Default.EvaluationReport) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "patients.csv"), Csv(report));
    }

    private static string Csv(EvaluationReport report)
    {
        var csv = new StringBuilder("score,patient,slices,lesion_pixels,average_precision,own_ideal_dice,dice_at_ideal_threshold,dice_at_validation_threshold\n");
        foreach (var score in report.Scores)
        {
            foreach (var p in score.Patients)
            {
                csv.Append(CsvRow.Of(score.Name, p.Name, p.Slices, p.LesionPixels, p.AveragePrecision, p.OwnIdealDice, p.DiceAtIdeal, p.DiceAtValidation));
            }
        }

        return csv.ToString();
    }
}
