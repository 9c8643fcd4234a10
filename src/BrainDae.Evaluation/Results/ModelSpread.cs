using System.Collections.Immutable;
using BrainDae.Method.Calibration;

namespace BrainDae.Evaluation.Results;

/// <summary>How figures vary over models that differ in their seed alone, all evaluated on the same patients.</summary>
/// <param name="Models">Their identifiers.</param>
/// <param name="Split">train, val or test.</param>
/// <param name="Scores">The scores.</param>
public sealed record ModelSpread(ImmutableArray<string> Models, string Split, ImmutableArray<ScoreSpread> Scores)
{
    /// <summary>Compares evaluations.</summary>
    /// <param name="reports">One a model, at least one, all of the same split; scores that some of the models cannot serve are left out.</param>
    public static ModelSpread Of(ImmutableArray<EvaluationReport> reports) => new(
        [.. reports.Select(report => report.Model.Identifier)],
        reports[0].Split.Name,
        [.. reports[0].Scores.Select(score => score.Name)
            .Where(name => reports.All(report => report.Scores.Any(score => score.Name == name)))
            .Select(name => ScoreSpread.Of(name, [.. reports.Select(report => report.Scores.Single(score => score.Name == name))]))]);
}

/// <summary>One score's figures over models.</summary>
/// <param name="Name">Name of the score.</param>
/// <param name="AveragePrecision">Over all pixels.</param>
/// <param name="Ideal">At the threshold that is best on these very patients.</param>
/// <param name="Validation">At the threshold fixed on the val split.</param>
/// <param name="Healthy">At the threshold calibrated on healthy slices.</param>
public sealed record ScoreSpread(string Name, FigureSpread AveragePrecision, ThresholdSpread Ideal, ThresholdSpread Validation, ThresholdSpread Healthy)
{
    /// <summary>At the threshold found on synthetic lesions.</summary>
    public required ThresholdSpread Synthetic { get; init; }

    /// <summary>At a stored threshold.</summary>
    public ThresholdSpread? At(ThresholdKind kind) => kind.Choose(Validation, Healthy, Synthetic);

    /// <summary>On the scans' own grids at the threshold fixed on the val split; null where that was not asked for.</summary>
    public ThresholdSpread? NativeValidation { get; init; }

    /// <summary>On the scans' own grids at the threshold calibrated on healthy slices; null where that was not asked for.</summary>
    public ThresholdSpread? NativeHealthy { get; init; }

    /// <summary>On the scans' own grids at the threshold found on synthetic lesions; null where that was not asked for.</summary>
    public ThresholdSpread? NativeSynthetic { get; init; }

    internal static ScoreSpread Of(string name, ImmutableArray<ScoreResult> models) => new(
        name,
        FigureSpread.Of(models.Select(m => m.AveragePrecision)),
        ThresholdSpread.Of([.. models.Select(m => m.Ideal)]),
        ThresholdSpread.Of([.. models.Select(m => m.Validation)]),
        ThresholdSpread.Of([.. models.Select(m => m.Healthy)]))
    {
        Synthetic = ThresholdSpread.Of([.. models.Select(m => m.Synthetic)]),
        NativeValidation = Native(models, native => native.Validation),
        NativeHealthy = Native(models, native => native.Healthy),
        NativeSynthetic = Native(models, native => native.Synthetic),
    };

    private static ThresholdSpread? Native(ImmutableArray<ScoreResult> models, Func<NativeResult, ThresholdResult?> at) =>
        models.Any(m => m.Native is not null) ? ThresholdSpread.Of([.. models.Select(m => m.Native is { } native ? at(native) : null)]) : null;
}

/// <summary>Figures at one kind of threshold over models.</summary>
/// <param name="Threshold">The threshold itself.</param>
/// <param name="Dice">Over all pixels of all patients together.</param>
/// <param name="DiceFiltered">The same after removing small components.</param>
/// <param name="MeanPatientDice">Mean over patients.</param>
/// <param name="LesionRecall">Share of lesions found.</param>
/// <param name="LesionF1">Lesion by lesion.</param>
/// <param name="FalsePositivesPerScan">Detected components in no lesion.</param>
/// <param name="Hausdorff95">Mean over patients, mm.</param>
/// <param name="SurfaceDice">Mean over patients.</param>
public sealed record ThresholdSpread(
    FigureSpread Threshold,
    FigureSpread Dice,
    FigureSpread DiceFiltered,
    FigureSpread MeanPatientDice,
    FigureSpread LesionRecall,
    FigureSpread LesionF1,
    FigureSpread FalsePositivesPerScan,
    FigureSpread Hausdorff95,
    FigureSpread SurfaceDice)
{
    internal static ThresholdSpread Of(ImmutableArray<ThresholdResult?> models) => new(
        FigureSpread.Of(models.Select(m => m?.Threshold)),
        FigureSpread.Of(models.Select(m => m?.Dice)),
        FigureSpread.Of(models.Select(m => m?.DiceFiltered)),
        FigureSpread.Of(models.Select(m => m?.MeanPatientDice)),
        FigureSpread.Of(models.Select(m => m?.Lesions?.Recall)),
        FigureSpread.Of(models.Select(m => m?.Lesions?.F1)),
        FigureSpread.Of(models.Select(m => m?.Lesions?.FalsePositivesPerScan)),
        FigureSpread.Of(models.Select(m => m?.Hausdorff95?.Mean)),
        FigureSpread.Of(models.Select(m => m?.SurfaceDice?.Mean)));
}

/// <summary>One figure over models.</summary>
/// <param name="Mean">Mean over the models that have it; null where none has.</param>
/// <param name="StandardDeviation">Of a sample (divided by n - 1); null with fewer than two.</param>
/// <param name="Models">How many have it.</param>
public sealed record FigureSpread(double? Mean, double? StandardDeviation, int Models)
{
    internal static FigureSpread Of(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return new(Figure.Mean(all), Figure.StandardDeviation(all), all.Count(value => value is not null));
    }
}
