using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>What to report and how.</summary>
public sealed record ReportOptions
{
    /// <summary>Patients whose slices are in the page, half of them the worst, half the best; 0 or more. Default 16. One takes about 3.5 MB.</summary>
    public int Pictures { get; init; } = 16;

    /// <summary>log.jsonl of the training run, for its curves; need not exist. Null for none.</summary>
    public string? TrainingLog { get; init; }
}

/// <summary>
/// Draws an evaluation as one HTML file. All figures and curves are those of the evaluation; only the patients whose
/// pictures are shown are reconstructed, one in memory at a time.
/// </summary>
/// <param name="store">The slices that were evaluated.</param>
/// <param name="model">The model that was evaluated.</param>
/// <param name="reconstructor">Its network, in the precision of the evaluation.</param>
/// <param name="time">Says when the report is made.</param>
public sealed class Reporter(SliceStore store, ModelFile model, IReconstructor reconstructor, TimeProvider time)
{
    /// <summary>Writes the report.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="evaluation">Of the same model and data.</param>
    /// <param name="options">What and how.</param>
    /// <param name="progress">Told the number of patients to reconstruct before the first, and each finished patient; may be null.</param>
    /// <param name="cancellation">Stops; nothing is written then.</param>
    /// <exception cref="BrainDaeException">The evaluation is of another model or other data, or the report cannot be written.</exception>
    public void Write(string path, EvaluationReport evaluation, ReportOptions options, IProgress<PatientProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(options);
        Same(evaluation.Model.Sha256, model.Sha256, "model");
        Same(evaluation.DataSha256, store.Manifest.DataSha256, "data");
        var builder = new ReportBuilder(evaluation, store, model, options);
        ImmutableArray<(AnomalyScore Score, SliceLegend Legend)> scores =
            [.. builder.Legends.Select(legend => (AnomalyScore.All.FirstOrDefault(s => s.Name == legend.ScoreName) ?? throw Unknown(legend.ScoreName), legend))];
        using var sheets = new SheetFile(Path.GetDirectoryName(Path.GetFullPath(path))!);
        progress?.Report(new(null, 0, builder.Pictured.Length));
        foreach (var (i, name) in builder.Pictured.Index())
        {
            var patient = store.Get(name);
            var input = PatientScoring.Reconstruct(patient, reconstructor, model.Calibration?.ForScores, cancellation);
            sheets.Add(PatientPictures.Of(patient, input, [.. scores.Select(s => (s.Score.Compute(input), s.Legend))], patient.Labels()));
            store.Release(name);
            progress?.Report(new(name, i + 1, builder.Pictured.Length));
        }

        AtomicFile.Write(path, stream => ReportPage.Write(stream, builder.Build(time.GetUtcNow()), sheets));
    }

    private static BrainDaeException Unknown(string score) =>
        BrainDaeException.Invalid($"The evaluation names a score '{score}' that this version does not have. Evaluate with this version.");

    private static void Same(string evaluated, string present, string what)
    {
        if (evaluated != present)
        {
            throw BrainDaeException.Invalid($"The evaluation is of another {what} ({Short(evaluated)}) than the one that is there now ({Short(present)}). Evaluate again.");
        }

        static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
    }
}
