using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Scores;

namespace BrainDae.Evaluation.Results;

/// <summary>Writes an evaluation: evaluation.json with everything, patients.csv with a row a patient and score.</summary>
public static class EvaluationFiles
{
    /// <summary>Name of the file with everything.</summary>
    public const string FileName = "evaluation.json";

    private const string TableName = "patients.csv";
    private const string Remedy = "A report is made of an evaluation: evaluate the model on this split again";

    private static readonly string[] ThresholdKinds = ["ideal", "validation", "healthy", "synthetic", "native_validation", "native_healthy", "native_synthetic"];

    private static readonly string[] DetectionFigures =
    [
        "dice", "sensitivity", "precision", "lesions", "lesions_found", "false_positive_lesions", "lesion_recall", "lesion_f1", "hd95_mm", "surface_dice",
    ];

    /// <summary>Writes both files into a folder.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Write(string folder, EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var table = Path.Combine(folder, TableName);
        var tableSha256 = AtomicFile.WriteHashed(table, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            WriteRows(text, report);
        });
        SealedJson.Write(Path.Combine(folder, FileName), report with { PatientsCsvSha256 = tableSha256 }, EvaluationJson.Default.EvaluationReport);
    }

    /// <summary>Reads an evaluation back and holds the table beside it against its hash.</summary>
    /// <param name="folder">The folder of both files.</param>
    /// <exception cref="BrainDaeException">A file is missing or is not as it was written.</exception>
    public static EvaluationReport Verified(string folder)
    {
        var report = Read(Path.Combine(folder, FileName));
        var table = Path.Combine(folder, TableName);
        return FileHash.Of(table) == report.PatientsCsvSha256
            ? report
            : throw BrainDaeException.NotAsWritten(table, Remedy);
    }

    /// <summary>Reads an evaluation back.</summary>
    /// <param name="path">evaluation.json.</param>
    /// <exception cref="BrainDaeException">There is no such file or it cannot be used.</exception>
    public static EvaluationReport Read(string path)
    {
        var report = SealedJson.Read(path, EvaluationJson.Default.EvaluationReport, Remedy);
        return report.FormatVersion != EvaluationReport.CurrentFormat ? throw BrainDaeException.Invalid($"{path}: is of another version ({report.Software}). {Remedy}.")
            : HasHeadline(report) ? report
            : throw BrainDaeException.Invalid($"{path}: its scores are not one default, one reference and others, each with its patients, or a name is null. {Remedy}.");
    }

    /// <summary>Writes how figures vary over several models.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Write(string path, ModelSpread spread) =>
        SealedJson.Write(path, spread, EvaluationJson.Default.ModelSpread);

    // Lists may hold null whatever their type says, and nothing shown first may be missing.
    private static bool HasHeadline(EvaluationReport report) =>
        report.Scores.All(score => score is not null && score.Patients.All(patient => patient is not null) && score.VolumeGroups.All(group => group is not null))
        && report.Scores.Count(score => score.IsDefault) == 1
        && report.LeakAudit.TrainedOn.Concat(report.LeakAudit.ValidatedOn).Concat(report.LeakAudit.CalibratedOn).All(name => name is not null)
        && report.Scores.Count(score => score.Role == ScoreRole.Reference) == 1;

    // Row by row: of a thousand patients the table has ten megabytes.
    private static void WriteRows(TextWriter csv, EvaluationReport report)
    {
        csv.Write("score,patient,slices,lesion_pixels,average_precision,own_ideal_dice,dice_at_ideal_threshold,dice_at_validation_threshold,tumour_millilitres,volume_group");
        foreach (var kind in ThresholdKinds)
        {
            foreach (var figure in DetectionFigures)
            {
                csv.Write($",{kind}_{figure}");
            }
        }

        csv.Write('\n');
        foreach (var score in report.Scores)
        {
            foreach (var p in score.Patients)
            {
                csv.Write(CsvRow.Of([score.Name, p.Name, p.Slices, p.LesionPixels, p.AveragePrecision, p.OwnIdealDice, p.DiceAtIdeal, p.DiceAtValidation, p.TumourMillilitres, p.VolumeGroup,
                    .. Figures(p.Ideal), .. Figures(p.Validation), .. Figures(p.Healthy), .. Figures(p.Synthetic), .. Figures(p.Native?.Validation), .. Figures(p.Native?.Healthy), .. Figures(p.Native?.Synthetic)]));
            }
        }
    }

    private static object?[] Figures(PatientDetection? at) =>
    [
        at?.Dice, at?.Sensitivity, at?.Precision, at?.Lesions, at?.LesionsFound, at?.FalsePositiveLesions,
        at?.LesionRecall, at?.LesionF1, at?.Hausdorff95, at?.SurfaceDice,
    ];
}
