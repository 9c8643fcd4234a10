using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Evaluation.Figures;
using BrainDae.Files;
using BrainDae.Method.Scores;

namespace BrainDae.Evaluation.Results;

/// <summary>Writes an evaluation: evaluation.json with everything, patients.csv with a row a patient and score.</summary>
public static class EvaluationFiles
{
    /// <summary>Name of the file with everything.</summary>
    public const string FileName = "evaluation.json";

    /// <summary>Name of the file with the counts of pixels at each score.</summary>
    internal const string ScoreCountsName = "score_counts.npz";

    private const string TableName = "patients.csv";
    private const string Remedy = "A report is made of an evaluation: evaluate the model on this split again (braindae evaluate)";

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

    /// <summary>Reads an evaluation back and holds the files beside it against their hashes.</summary>
    /// <param name="folder">The folder of all files.</param>
    /// <exception cref="BrainDaeException">A file is missing or is not as it was written.</exception>
    public static EvaluationReport Verified(string folder)
    {
        var report = Read(Path.Combine(folder, FileName));
        foreach (var (name, sha256) in new[] { (TableName, report.PatientsCsvSha256), (ScoreCountsName, report.ScoreCountsSha256) })
        {
            var path = Path.Combine(folder, name);
            if (sha256 is not null && FileHash.Of(path) != sha256)
            {
                throw BrainDaeException.NotAsWritten(path, Remedy);
            }
        }

        return report;
    }

    /// <summary>Reads an evaluation back.</summary>
    /// <param name="path">evaluation.json.</param>
    /// <exception cref="BrainDaeException">There is no such file or it cannot be used.</exception>
    public static EvaluationReport Read(string path)
    {
        var version = SealedJson.Read(path, EvaluationJson.Default.EvaluationVersion, Remedy);
        if (version.FormatVersion != EvaluationReport.CurrentFormat)
        {
            var command = $"braindae evaluate -id {version.Model?.Identifier ?? "ID"} -s {version.Split?.Name ?? "SPLIT"}";
            throw BrainDaeException.OtherVersion($"{path}: is of another version ({version.Software ?? "unknown"}, format {version.FormatVersion}; this one reads {EvaluationReport.CurrentFormat}). Make it anew with '{command}'.");
        }

        var report = SealedJson.Read(path, EvaluationJson.Default.EvaluationReport, Remedy);
        return HasHeadline(report) ? report
            : throw BrainDaeException.Invalid($"{path}: its scores are not one default, one reference and others, each with its patients, or a name is null. {Remedy}.");
    }

    /// <summary>Writes how figures vary over several models.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    internal static void Write(string path, ModelSpread spread) =>
        SealedJson.Write(path, spread, EvaluationJson.Default.ModelSpread);

    // Lists may hold null whatever their type says, and nothing shown first may be missing.
    private static bool HasHeadline(EvaluationReport report) =>
        report.Scores.All(score => score is not null && score.Patients.All(patient => patient is not null) && score.VolumeGroups.All(group => group is not null))
        && report.Definitions.Values.All(definition => definition is not null)
        && report.Scores.Count(score => score.IsDefault) == 1
        && report.LeakAudit.TrainedOn.Concat(report.LeakAudit.ValidatedOn).Concat(report.LeakAudit.CalibratedOn).All(name => name is not null)
        && report.Scores.Count(score => score.Role == ScoreRole.Reference) == 1;

    // Row by row: of a thousand patients the table has ten megabytes.
    private static void WriteRows(TextWriter csv, EvaluationReport report)
    {
        ImmutableArray<FigureKey> keys = [.. FigureKey.All.Where(key => key.Metric.OfPatients)];
        FigureKey[] overall = [.. keys.Where(key => key.Threshold is null)];
        FigureKey[] atThresholds = [.. keys.Where(key => key.Threshold is not null)];
        FigureKey[] dices = [.. atThresholds.Where(key => key.Metric == MetricCatalog.Dice).Take(2)];
        string[] copies = ["dice_at_ideal_threshold", "dice_at_validation_threshold"];
        csv.Write(CsvRow.Of(["score", "patient", "slices", "lesion_pixels", .. overall, .. copies, "tumour_millilitres", "volume_group", .. atThresholds]));
        foreach (var score in report.Scores)
        {
            foreach (var p in score.Patients)
            {
                object?[] figures = [.. overall.Concat(dices).Select(Of), p.TumourMillilitres, p.VolumeGroup, .. atThresholds.Select(Of)];
                csv.Write(CsvRow.Of([score.Name, p.Name, p.Slices, p.LesionPixels, .. figures]));

                object? Of(FigureKey key) => p.Figures.Find(key);
            }
        }
    }
}
