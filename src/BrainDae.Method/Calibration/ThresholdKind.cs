namespace BrainDae.Method.Calibration;

/// <summary>Where a threshold comes from.</summary>
public enum ThresholdKind
{
    /// <summary>Highest Dice on the labelled validation patients.</summary>
    Val,

    /// <summary>The lowest that lets a given share of healthy foreground through at most.</summary>
    Healthy,

    /// <summary>Given by the user.</summary>
    Given,
}
