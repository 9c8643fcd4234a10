using BrainDae.TestData;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Models;
using BrainDae.TestModels;

namespace BrainDae.Evaluation.Tests;

/// <summary>Evaluates a model that lies in a folder.</summary>
internal static class Evaluations
{
    public static EvaluationReport Run(
        ModelFolder folder, SliceStore store, CohortSplit split, EvaluationOptions options, string scratch, Action<PatientProgress>? told = null, CancellationToken? stop = null, HeardLog? log = null, string? scoreCounts = null)
    {
        using var model = folder.Open();
        using var reconstructor = TestModel.Load(model);
        return new Evaluator(store, split, model, reconstructor) { Logger = log ?? new(), ScoreCounts = scoreCounts }.Run(options, scratch, told is null ? null : new Heard<PatientProgress>(told), stop ?? TestContext.Current.CancellationToken);
    }
}
