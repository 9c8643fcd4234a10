namespace BrainDae.Method.Calibration;

/// <summary>Where a threshold comes from.</summary>
public enum ThresholdKind
{
    /// <summary>Highest Dice on the labelled validation patients.</summary>
    Val,

    /// <summary>The lowest that lets a given share of healthy foreground through at most.</summary>
    Healthy,

    /// <summary>Highest Dice on synthetic lesions in the healthy slices of validation patients.</summary>
    Synthetic,

    /// <summary>Given by the user.</summary>
    Given,
}

/// <summary>Names of the kinds.</summary>
public static class ThresholdKinds
{
    /// <summary>As on the command line and in results.</summary>
    public static string Text(this ThresholdKind kind) => kind.ToString().ToLowerInvariant();
}
