using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Slices;
using BrainDae.Evaluation;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;
using BrainDae.Report.Html;

namespace BrainDae.Report;

/// <summary>Puts evaluation, model, data and training log together into what the page says.</summary>
internal sealed class ReportBuilder
{
    private readonly EvaluationFigures evaluation;
    private readonly CheckpointManifest manifest;
    private readonly SliceStore store;
    private readonly ModelFolder model;
    private readonly ReportOptions options;
    private readonly string diceName;
    private readonly ImmutableArray<PatientFigures> rows;
    private readonly ImmutableDictionary<string, int> shown;

    public ReportBuilder(EvaluationFigures evaluation, CheckpointManifest manifest, SliceStore store, ModelFolder model, ReportOptions options)
    {
        (this.evaluation, this.manifest, this.store, this.model, this.options) = (evaluation, manifest, store, model, options);
        var primary = evaluation.Scores[0];
        var (threshold, origin, dice) = primary.Threshold
            ?? throw BrainDaeException.Invalid($"{evaluation.Path}: has no threshold, because neither its patients nor those of the val split have a lesion; evaluate on patients with lesions.");
        diceName = dice;
        Legend = new(primary.Name, primary.Description, threshold, origin, PatientPictures.IntensityHigh, PatientPictures.ScoreHigh(threshold), evaluation.FilterOf(primary));
        Scores = [.. evaluation.Scores.Select(s => AnomalyScore.All.FirstOrDefault(score => score.Name == s.Name)
            ?? throw BrainDaeException.Invalid($"{evaluation.Path}: names a score '{s.Name}' that this version does not have; run 'braindae evaluate' with this version."))];
        rows = [.. primary.Patients.OrderBy(p => DiceOf(p) ?? double.PositiveInfinity).ThenBy(p => p.Name, StringComparer.Ordinal)];
        shown = WorstAndBest();
    }

    /// <summary>The scores to compute, in the evaluation's order.</summary>
    public ImmutableArray<AnomalyScore> Scores { get; }

    /// <summary>All patients, lowest Dice first, those without a defined one last.</summary>
    public ImmutableArray<string> Patients => [.. rows.Select(row => row.Name)];

    /// <summary>What the slices show.</summary>
    public SliceLegend Legend { get; }

    /// <summary>Whether a patient's slices go into the page.</summary>
    public bool IsShown(string patient) => shown.ContainsKey(patient);

    /// <summary>The content, once all patients are scored.</summary>
    /// <param name="pooled">Counts over all pixels, one a score.</param>
    public ReportContent Build(ImmutableArray<ScoreDistribution> pooled) => new()
    {
        Title = $"{model.Identifier} on the {options.Split.Text()} split",
        Summary = Summary(),
        Headline = HeadlineTable.Of(evaluation),
        Further = HeadlineTable.FurtherOf(evaluation),
        Curves = ScoreCurves.Of([.. evaluation.Scores.Zip(pooled)]),
        Training = TrainingCurves.Of(model.Log, evaluation.Epoch),
        Patients = Table(),
        Slices = Legend,
        Provenance = Provenance.Of(evaluation, manifest, store, model),
    };

    private ImmutableArray<string> Summary()
    {
        var share = (double)evaluation.LesionPixels / Math.Max(1, evaluation.Pixels);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{evaluation.Patients:N0} patients, {evaluation.Slices:N0} slices"),
            string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} % of the pixels are lesion"),
            evaluation.Epoch >= 0 ? $"model of epoch {evaluation.Epoch + 1}" : "imported model",
            .. shown.Count < rows.Length ? [$"slices of the {shown.Count} worst and best patients are in this file"] : ImmutableArray<string>.Empty,
        ];
    }

    private double? DiceOf(PatientFigures patient) => patient.Of(diceName);

    /// <summary>Which patients are shown, numbered in the order in which they are scored.</summary>
    private ImmutableDictionary<string, int> WorstAndBest()
    {
        var worst = (options.Pictures + 1) / 2;
        var defined = rows.Where(row => DiceOf(row) is not null).Select(row => row.Name).ToList();
        HashSet<string> chosen = rows.Length <= options.Pictures
            ? [.. Patients]
            : [.. defined.Take(worst), .. defined.TakeLast(options.Pictures - worst)];
        return Patients.Where(chosen.Contains).Index().ToImmutableDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
    }

    private PatientTable Table()
    {
        var paths = rows.SelectMany(row => row.Figures).Where(f => f.Value is not null && f.Path != diceName).DistinctBy(f => f.Path).ToList();
        return new(
            $"Dice at the threshold {Legend.ThresholdOrigin}",
            [.. paths.Select(f => new PatientColumn(PatientFigures.ColumnName(f), rows.Select(row => row.Of(f.Path)).All(v => v is null || v == Math.Floor(v.Value)) ? 0 : 3))],
            [.. rows.Select(row => new PatientRow(
                row.Name,
                DiceOf(row),
                Millilitres(row.Name),
                [.. paths.Select(f => row.Of(f.Path))],
                shown.TryGetValue(row.Name, out var sheets) ? sheets : null))]);
    }

    private double Millilitres(string name)
    {
        var patient = store.Get(name);
        var volume = TumourVolume.Millilitres(patient);
        store.Release(name);
        return volume;
    }
}
