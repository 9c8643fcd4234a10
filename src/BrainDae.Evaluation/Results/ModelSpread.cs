using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;

namespace BrainDae.Evaluation.Results;

/// <summary>How figures vary over models that differ in their seed alone, all evaluated on the same patients.</summary>
/// <param name="Models">Their identifiers.</param>
/// <param name="Split">train, val or test.</param>
/// <param name="Scores">The scores that all of the models can serve.</param>
internal sealed record ModelSpread(ImmutableArray<string> Models, string Split, ImmutableArray<ScoreSpread> Scores)
{
    /// <summary>Compares evaluations.</summary>
    /// <param name="reports">One a model, at least one, all of the same split.</param>
    public static ModelSpread Of(ImmutableArray<EvaluationReport> reports) => new(
        [.. reports.Select(report => report.Model.Identifier)],
        reports[0].Split.Name,
        [.. reports[0].Scores.Select(score => score.Name)
            .Where(name => reports.All(report => report.Scores.Any(score => score.Name == name)))
            .Select(name => ScoreSpread.Of(name, [.. reports.Select(report => report.Scores.Single(score => score.Name == name))]))]);
}

/// <summary>One score's figures over models.</summary>
/// <param name="Name">Name of the score.</param>
/// <param name="Figures">The figures that at least one model has.</param>
internal sealed record ScoreSpread(string Name, FigureTable<FigureSpread> Figures)
{
    public static ScoreSpread Of(string name, ImmutableArray<ScoreResult> models)
    {
        var figures = new FigureTable<FigureSpread>();
        foreach (var key in FigureKey.All)
        {
            figures.Add(key, FigureSpread.Of(models.Select(model => model.Figures.Find(key)?.Value)));
        }

        return new(name, figures);
    }
}

/// <summary>One figure over models.</summary>
/// <param name="Mean">Mean over the models that have it.</param>
/// <param name="StandardDeviation">Of a sample (divided by n - 1); null with fewer than two.</param>
/// <param name="Models">How many have it.</param>
internal readonly record struct FigureSpread(double Mean, double? StandardDeviation, int Models)
{
    /// <summary>The spread of a figure; null where no model has it.</summary>
    public static FigureSpread? Of(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return OptionalStatistic.Mean(all) is { } mean
            ? new(mean, OptionalStatistic.StandardDeviation(all), all.Count(value => value is not null))
            : null;
    }
}
