using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Puts evaluation, model, data and training log together into what the page says.</summary>
internal sealed class ReportBuilder
{
    private readonly EvaluationReport evaluation;
    private readonly SliceStore store;
    private readonly ModelFile model;
    private readonly ReportOptions options;
    private readonly ImmutableDictionary<string, int> shown;

    public ReportBuilder(EvaluationReport evaluation, SliceStore store, ModelFile model, ReportOptions options)
    {
        (this.evaluation, this.store, this.model, this.options) = (evaluation, store, model, options);
        _ = Shown(evaluation.Default)
            ?? throw BrainDaeException.Invalid($"The evaluation of {model.Identifier} on {evaluation.Split.Name} has no threshold, because neither its patients nor those of the calibration have a lesion; evaluate on patients with lesions.");
        Legends = [.. evaluation.Headline.Concat(Parts()).Distinct().Where(score => Shown(score) is not null).Select(Legend)];
        Pictured = WorstAndBest();
        shown = Pictured.Index().ToImmutableDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
    }

    /// <summary>Patients whose slices go into the page: the worst and the best by the default score, in that order.</summary>
    public ImmutableArray<string> Pictured { get; }

    /// <summary>What the slices show: one entry a score, the default first.</summary>
    public ImmutableArray<SliceLegend> Legends { get; }

    /// <summary>The content.</summary>
    /// <param name="made">When the report is made.</param>
    public ReportContent Build(DateTimeOffset made) => new()
    {
        Title = $"{model.Identifier} on {evaluation.Split.Patients} patients of the {evaluation.Split.Name} split",
        Summary = Summary(made),
        Headline = HeadlineTable.Of(evaluation),
        Further = HeadlineTable.FurtherOf(evaluation),
        Curves = ScoreCharts.Of(evaluation),
        Training = options.TrainingLog is { } log ? TrainingCurves.Of(log, evaluation.Model.Epoch) : [],
        Patients = PatientFigures.Of(evaluation, Origin(evaluation.Default.ShownThreshold), shown),
        Modalities = store.Manifest.Modalities,
        Slices = Legends,
        Provenance = Provenance.Of(evaluation, model, store),
    };

    /// <summary>What the default score is put together from.</summary>
    private IEnumerable<ScoreResult> Parts()
    {
        var score = AnomalyScore.All.FirstOrDefault(score => score.Name == evaluation.Default.Name);
        return evaluation.Scores.Where(part => score?.PartNames.Contains(part.Name) == true);
    }

    private SliceLegend Legend(ScoreResult score)
    {
        var threshold = Shown(score)!.Value;
        var (origin, high) = (Origin(score.ShownThreshold), PatientPictures.ScoreHigh(threshold));
        return new(score.Name, score.Description, threshold, origin, PatientPictures.IntensityHigh, high, score.Removed);
    }

    /// <summary>The threshold at which a score's detections are shown; null where nobody, evaluated or calibrated on, has a lesion.</summary>
    private static double? Shown(ScoreResult score) => score.Find(MetricCatalog.Threshold, score.ShownThreshold)?.Value;

    private static string Origin(FigureThreshold threshold) =>
        threshold == FigureThreshold.Ideal ? "ideal: picked on these very patients" : $"{threshold.Name}, stored with the model";

    private ImmutableArray<string> Summary(DateTimeOffset made)
    {
        var share = (double)evaluation.Split.LesionPixels / Math.Max(1, evaluation.Split.Pixels);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"made {made:yyyy-MM-dd HH:mm} UTC from data {evaluation.DataSha256[..12]}"),
            string.Create(CultureInfo.InvariantCulture, $"{evaluation.Split.Patients:N0} patients, {evaluation.Split.Slices:N0} slices"),
            string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} % of the pixels are lesion"),
            evaluation.Model.Epoch >= 0 ? $"model of epoch {evaluation.Model.Epoch + 1}" : "imported model",
            $"leak audit: {evaluation.LeakAudit}",
            .. Pictured.Length < evaluation.Split.Patients ? [$"slices of the {Pictured.Length} worst and best patients are in this file"] : ImmutableArray<string>.Empty,
        ];
    }

    private ImmutableArray<string> WorstAndBest()
    {
        var rows = PatientFigures.Ordered(evaluation.Default);
        if (rows.Length <= options.Pictures)
        {
            return [.. rows.Select(row => row.Name)];
        }

        string[] defined = [.. rows.Where(row => PatientFigures.Dice(evaluation.Default, row) is not null).Select(row => row.Name)];
        var worst = (options.Pictures + 1) / 2;
        return [.. defined.Take(worst).Concat(defined.Skip(worst).TakeLast(options.Pictures - worst))];
    }
}
