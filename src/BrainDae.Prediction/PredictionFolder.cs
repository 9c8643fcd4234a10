using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Nifti;
using BrainDae.Pictures;

namespace BrainDae.Prediction;

/// <summary>
/// Where predictions lie: ROOT/NAME/ for each patient and ROOT/predictions.csv over all of them. Each file appears
/// whole or not at all, and prediction.json, which holds the hashes of the others, last: a patient with one that fits is
/// finished.
/// </summary>
/// <param name="root">The folder.</param>
public sealed class PredictionFolder(string root)
{
    /// <summary>Name of the file that a finished patient has.</summary>
    public const string SummaryName = "prediction.json";

    /// <summary>Name of the table over all finished patients.</summary>
    public const string TableName = "predictions.csv";

    private const string OutdatedName = "prediction.outdated.json";
    private const string Header = "patient,lesions,lesion_volume_ml,peak_score,score,threshold,threshold_kind,model,model_sha256,warnings,implausible\n";

    /// <summary>What Windows takes for more than the name of a folder, or refuses; the separators of paths are refused everywhere.</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(":*?\"<>|");

    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>The table over all finished patients.</summary>
    public string Table => Path.Combine(Root, TableName);

    /// <summary>A patient's folder.</summary>
    public string Of(string patient) => Path.Combine(Root, patient);

    /// <summary>A patient's anomaly score.</summary>
    public string Score(string patient) => In(patient, $"{patient}_score.nii.gz");

    /// <summary>A patient's lesion mask; not there where the scans are implausible.</summary>
    public string Mask(string patient) => In(patient, $"{patient}_lesion.nii.gz");

    /// <summary>The lesion mask of a patient whose scans are implausible, under a name that nobody takes for a result.</summary>
    public string ImplausibleMask(string patient) => In(patient, $"{patient}_implausible_mask.nii.gz");

    /// <summary>The mask that a finished patient has: under the one name or the other.</summary>
    public string Mask(PredictionSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.IsPlausible ? Mask(summary.Patient) : ImplausibleMask(summary.Patient);
    }

    /// <summary>A patient's pictures.</summary>
    public string Montage(string patient) => In(patient, $"{patient}_montage.png");

    /// <summary>Refuses a name that is not, on every system, the plain name of a folder.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void RequireName(string patient)
    {
        PatientFileName.Require(patient);
        if (!IsName(patient))
        {
            throw BrainDaeException.Invalid($"'{patient}' cannot name a folder of results: : * ? \" < > | mean something else on some systems. Give this patient another {new OptionName("Name")}, or rename its folder.");
        }
    }

    internal static bool IsName(string patient) => PatientFileName.IsValid(patient) && !patient.AsSpan().ContainsAny(Forbidden);

    /// <summary>What is finished of a patient, every file as it was written; null where anything is missing, damaged or of an earlier version.</summary>
    public PredictionSummary? Finished(string patient)
    {
        try
        {
            return File.Exists(In(patient, SummaryName)) ? Verified(patient) : null;
        }
        catch (BrainDaeException)
        {
            // What cannot be used is done again.
            return null;
        }
    }

    /// <summary>Reads a patient's result and holds every file of it against its hash.</summary>
    /// <exception cref="BrainDaeException">A file is missing, damaged or of an earlier version.</exception>
    public PredictionSummary Verified(string patient)
    {
        const string Remedy = "Run braindae predict again";
        var path = In(patient, SummaryName);
        var summary = SealedJson.Read(path, PredictionJson.Default.PredictionSummary, Remedy);

        // What lists hold is not looked at by generated readers.
        if (summary.FormatVersion != PredictionSummary.CurrentFormat)
        {
            throw BrainDaeException.OtherVersion($"{path}: is of format {summary.FormatVersion} ({summary.Software}), and this version reads {PredictionSummary.CurrentFormat}. {Remedy}.");
        }

        if (summary.Patient != patient || summary.Inputs.Any(input => input is null) || summary.Warnings.Concat(summary.Implausible).Any(line => line is null) || summary.Files.Any(file => file is null))
        {
            throw BrainDaeException.Invalid($"{path}: is of another patient, or an entry of a list in it is null. {Remedy}.");
        }

        foreach (var file in Files(patient, summary.IsPlausible))
        {
            if (!summary.Files.Contains(PredictionOutput.Of(file)))
            {
                throw BrainDaeException.NotAsWritten(file, Remedy);
            }
        }

        return summary;
    }

    /// <summary>Writes a patient's files, each in place of an older one, and hashes them on the way: none is read back.</summary>
    /// <param name="prediction">What was found.</param>
    /// <param name="inputs">What it was found in.</param>
    /// <exception cref="BrainDaeException">
    /// <see cref="FailureKind.OutputNotWritable"/>; the patient then counts as not finished. <see cref="FailureKind.InvalidInput"/>: its name is no plain name of a folder.
    /// </exception>
    public PredictionSummary Write(PatientPrediction prediction, ImmutableArray<PredictionInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var name = prediction.Name;
        RequireName(name);
        var lesions = LesionList.Of(prediction);
        var files = ImmutableArray.CreateBuilder<PredictionOutput>();
        Written(Score(name), NiftiWriter.Write(Score(name), prediction.Score));
        var (mask, other) = prediction.Implausible.IsEmpty ? (Mask(name), ImplausibleMask(name)) : (ImplausibleMask(name), Mask(name));
        AtomicFile.Delete(other);
        Written(mask, NiftiWriter.Write(mask, prediction.Lesions.Mask));
        Written(Montage(name), PngEncoder.Write(Montage(name), PredictionMontage.Draw(prediction)));
        Written("lesions.json", SealedJson.Write(In(name, "lesions.json"), lesions, PredictionJson.Default.LesionList));
        Written("lesions.csv", AtomicFile.WriteText(In(name, "lesions.csv"), lesions.ToCsv()));
        var summary = PredictionSummary.Of(prediction, inputs) with { Files = files.ToImmutable() };
        SealedJson.Write(In(name, SummaryName), summary, PredictionJson.Default.PredictionSummary);
        AtomicFile.Delete(In(name, OutdatedName));
        return summary;

        void Written(string path, string sha256) => files.Add(new(Path.GetFileName(path), sha256));
    }

    /// <summary>
    /// Makes a patient count as not finished, since what lies there is of another scan or of other settings. Nothing is
    /// deleted: its prediction.json becomes prediction.outdated.json.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public bool SetAside(string patient)
    {
        var path = In(patient, SummaryName);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            File.Move(path, In(patient, OutdatedName), overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be renamed ({e.Message.TrimEnd('.')}). Check the folder's permissions.", e);
        }
    }

    /// <summary>
    /// Writes predictions.csv: a line for each finished patient, of this run or an earlier one, by name. The lines of earlier
    /// patients are those of the table that is there; a patient's result is read only where that table lacks it or is not
    /// younger than the patient's folder, as after a run that was killed.
    /// </summary>
    /// <param name="ofThisRun">Lines of the patients that this run has read or written, by name.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    internal void WriteTable(IReadOnlyDictionary<string, string> ofThisRun)
    {
        var (earlier, written) = EarlierLines();
        AtomicFile.WriteText(Table, TableText(patient =>
        {
            // A file that is replaced changes the time of its folder, one that is edited its own.
            var summary = new FileInfo(In(patient, SummaryName));
            return !summary.Exists ? null
                : ofThisRun.TryGetValue(patient, out var line) ? line
                : summary.LastWriteTimeUtc < written && summary.Directory!.LastWriteTimeUtc < written && earlier.TryGetValue(LineStart(patient), out line) ? line
                : LineOf(patient);
        }));
    }

    /// <summary>Holds predictions.csv against the finished patients.</summary>
    /// <exception cref="BrainDaeException">They do not agree, or it cannot be read.</exception>
    public void VerifyTable()
    {
        var table = RegularFile.Reading(Table, () => RegularFile.ReadAllBytes(Table), remedy: "Run braindae predict again.");
        if (!table.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(TableText(LineOf))))
        {
            throw BrainDaeException.Invalid($"{Table}: does not agree with the patients' results beside it (damaged or edited, or patients were added, removed or damaged). Remove it and run braindae predict again.");
        }
    }

    /// <summary>A finished patient's line of the table.</summary>
    internal static string LineOf(PredictionSummary p) => CsvRow.Of(
        p.Patient, p.Lesions, p.LesionVolumeMl, p.PeakScore, p.Settings.Score, p.Settings.Threshold, p.Settings.ThresholdKind, p.Settings.Model.Identifier, p.Settings.Model.Sha256, p.Warnings.Length, string.Join(" ", p.Implausible));

    private string? LineOf(string patient) => Finished(patient) is { } summary ? LineOf(summary) : null;

    /// <summary>The first field of a patient's line, as it stands there.</summary>
    private static string LineStart(string patient) => CsvRow.Of(patient)[..^1];

    private string TableText(Func<string, string?> lineOf) =>
        Header + string.Concat(Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => lineOf(name!)));

    /// <summary>The lines of the table that is there, by their first field, and when it was written; none where it cannot be used.</summary>
    private (Dictionary<string, string> Lines, DateTime Written) EarlierLines()
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var text = File.Exists(Table) ? Encoding.UTF8.GetString(RegularFile.ReadAllBytes(Table)) : "";

            // A field with a line end would span two lines; then the quotes of neither come in pairs.
            foreach (var line in text.StartsWith(Header, StringComparison.Ordinal) ? text[Header.Length..].Split('\n') : [])
            {
                var start = line.StartsWith('"') ? line.IndexOf("\",", StringComparison.Ordinal) + 1 : line.IndexOf(',', StringComparison.Ordinal);
                if (start > 0 && line.Count(c => c == '"') % 2 == 0)
                {
                    lines[line[..start]] = line + "\n";
                }
            }

            return (lines, File.GetLastWriteTimeUtc(Table));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BrainDaeException)
        {
            // Then every patient's result is read.
            return ([], default);
        }
    }

    /// <summary>All files of a patient but its summary.</summary>
    private string[] Files(string patient, bool isPlausible) => [Score(patient), isPlausible ? Mask(patient) : ImplausibleMask(patient), Montage(patient), In(patient, "lesions.json"), In(patient, "lesions.csv")];

    private string In(string patient, string file) => Path.Combine(Of(patient), file);
}
