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
        ModelFolder folder, SliceStore store, CohortSplit split, EvaluationOptions options, string scratch, Action<int>? started = null, Action<string>? done = null, CancellationToken? stop = null)
    {
        using var model = folder.Open();
        using var reconstructor = TestModel.Load(model);
        return new Evaluator(store, split, model, reconstructor).Run(options, scratch, started ?? (_ => { }), done ?? (_ => { }), stop ?? TestContext.Current.CancellationToken);
    }
}
