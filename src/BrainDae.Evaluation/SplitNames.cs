using System.Collections.Immutable;
using BrainDae.Data.Splits;

namespace BrainDae.Evaluation;

/// <summary>What a part of a split is called and who is in it.</summary>
public static class SplitNames
{
    /// <summary>The name on the command line, of its file and of its results' folder.</summary>
    public static string Text(this SplitName part) => part.ToString().ToLowerInvariant();

    /// <summary>The patients of a part, in the split's order.</summary>
    public static ImmutableArray<string> Patients(this CohortSplit split, SplitName part)
    {
        ArgumentNullException.ThrowIfNull(split);
        return part switch
        {
            SplitName.Train => split.Train,
            SplitName.Val => split.Val,
            _ => split.Test,
        };
    }
}
