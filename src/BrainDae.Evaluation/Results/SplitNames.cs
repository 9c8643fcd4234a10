using System.Collections.Immutable;
using BrainDae.Data.Splits;

namespace BrainDae.Evaluation.Results;

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

/// <summary>The parts of a split.</summary>
public enum SplitName
{
    /// <summary>Trained on.</summary>
    Train,

    /// <summary>Chooses the checkpoint and the thresholds.</summary>
    Val,

    /// <summary>Evaluated on.</summary>
    Test,
}
