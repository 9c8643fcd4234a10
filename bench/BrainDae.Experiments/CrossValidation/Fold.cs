using System.Collections.Immutable;
using BrainDae.Data.Splits;

namespace BrainDae.Experiments.CrossValidation;

/// <summary>One part of a cross-validation: its test patients are trained or validated on in no run of the fold.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Split">A sixth of the patients that are not tested validates.</param>
internal sealed record Fold(int Number, CohortSplit Split)
{
    private const int ValidationShare = 6;

    /// <summary>Deals the sorted names out to folds in turn.</summary>
    public static ImmutableArray<Fold> Of(IEnumerable<string> names, int folds)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            string[] rest = [.. sorted.Where((_, i) => i % folds != fold)];
            string[] validation = [.. rest.Where((_, i) => i % ValidationShare == fold % ValidationShare).Take(Math.Max(1, rest.Length / ValidationShare))];
            return new Fold(fold, new([.. rest.Except(validation)], [.. validation], [.. sorted.Where((_, i) => i % folds == fold)]));
        })];
    }
}
