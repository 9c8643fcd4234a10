using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;
using BrainDae.Report.Html;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Report;

/// <summary>What to report and how.</summary>
public sealed record ReportOptions
{
    /// <summary>Which patients: train, val or test.</summary>
    public SplitName Split { get; init; } = SplitName.Test;

    /// <summary>Patients whose slices are in the page, half of them the worst, half the best; 0 or more. One takes about 3.5 MB.</summary>
    public int Pictures { get; init; } = 16;

    /// <summary>Slices through the network at a time, 1 or more.</summary>
    public int BatchSize { get; init; } = 16;
}

/// <summary>
/// Makes a report of an evaluation: scores its patients again, one in memory at a time, for curves and pictures. All
/// figures are those of the evaluation.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="split">Who is in which part.</param>
/// <param name="model">Where the model lies.</param>
/// <param name="runtime">What computes.</param>
public sealed class Reporter(SliceStore store, CohortSplit split, ModelFolder model, TorchRuntime runtime)
{
    /// <summary>Writes the report.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="evaluationPath">evaluation.json of the same model and split.</param>
    /// <param name="options">What and how.</param>
    /// <param name="started">Told the number of patients to score.</param>
    /// <param name="patientDone">Told each finished patient.</param>
    /// <param name="cancellation">Stops; nothing is written then.</param>
    /// <exception cref="BrainDaeException">There is no evaluation, it is of another model, data or split, or the report cannot be written.</exception>
    public void Write(string path, string evaluationPath, ReportOptions options, Action<int> started, Action<string> patientDone, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(started);
        ArgumentNullException.ThrowIfNull(patientDone);
        model.RequireModel();
        var remedy = $"braindae evaluate -id {model.Identifier} -s {options.Split.Text()}";
        var evaluation = EvaluationFigures.Read(evaluationPath, remedy);
        var hash = model.HashBest();
        evaluation.Require(hash, store.Manifest.DataSha256, CohortSplit.ContentHash(split.Patients(options.Split)), remedy);
        using var checkpoint = Checkpoint.Open(model.Best);
        checkpoint.Manifest.Options.Network.RequireSize(store.Manifest.Size);
        var builder = new ReportBuilder(evaluation, checkpoint.Manifest, store, model, options);
        CohortScorer.RequireLabels(store, builder.Patients);
        using var sheets = new SheetFile(Path.GetDirectoryName(Path.GetFullPath(path))!);
        started(builder.Patients.Length);
        using var reconstructor = Reconstructor.Of(checkpoint, runtime, evaluation.Precision, options.BatchSize);
        var healthy = ModelCalibration.Find(model, hash)?.Healthy;
        var pooled = builder.Scores.Select(_ => new ScoreHistogram()).ToImmutableArray();
        foreach (var name in builder.Patients)
        {
            var input = PatientReconstruction.Of(store.Get(name), reconstructor, healthy, cancellation);
            Score(name, input, builder, pooled, sheets);
            patientDone(name);
        }

        var content = builder.Build([.. pooled.Select(histogram => histogram.ToDistribution())]);
        AtomicFile.Write(path, stream => ReportPage.Write(stream, content, sheets));
    }

    private void Score(string name, ScoreInput input, ReportBuilder builder, ImmutableArray<ScoreHistogram> pooled, SheetFile sheets)
    {
        var patient = store.Get(name);
        var truth = CohortScorer.Labels(patient);
        for (var i = 0; i < builder.Scores.Length; i++)
        {
            var values = builder.Scores[i].Compute(input);
            pooled[i].Merge(ScoreHistogram.Of(values, truth));
            if (builder.Scores[i].Name == builder.Legend.ScoreName && builder.IsShown(name))
            {
                sheets.Add(PatientPictures.Of(patient, input, values, truth, builder.Legend));
            }
        }

        store.Release(name);
    }
}
