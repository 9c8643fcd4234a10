namespace BrainDae.Method.Calibration;

/// <summary>One score's thresholds.</summary>
/// <param name="Revision"><see cref="Scores.AnomalyScore.Revision"/> that they are of.</param>
/// <param name="Val">Of highest Dice on the labelled validation patients; null where none has a lesion.</param>
/// <param name="Healthy">Calibrated on healthy slices; null where there is none.</param>
/// <param name="Default">Which of them is used where nobody chooses; null where there is none, and in models of versions that did not store it.</param>
public sealed record ScoreThresholds(int Revision, double? Val, double? Healthy, ThresholdKind? Default = null)
{
    /// <summary>Thresholds with the default of this version: val where validation patients have lesion labels, else healthy.</summary>
    public static ScoreThresholds WithDefault(int revision, double? val, double? healthy) => new(
        revision,
        val,
        healthy,
        val is not null ? ThresholdKind.Val : healthy is not null ? ThresholdKind.Healthy : null);
}
