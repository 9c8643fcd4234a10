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

    /// <summary>Which of three things, one of each kind that is stored, is of this one; none for <see cref="ThresholdKind.Given"/>.</summary>
    public static T? Choose<T>(this ThresholdKind kind, T? val, T? healthy, T? synthetic) => kind switch
    {
        ThresholdKind.Val => val,
        ThresholdKind.Healthy => healthy,
        ThresholdKind.Synthetic => synthetic,
        _ => default,
    };
}
