namespace BrainDae.Method.Calibration;

/// <summary>One score's thresholds.</summary>
/// <param name="Revision"><see cref="Scores.AnomalyScore.Revision"/> that they are of.</param>
/// <param name="Val">Of highest Dice on the labelled validation patients; null where none has a lesion.</param>
/// <param name="Healthy">Calibrated on healthy slices; null where there is none.</param>
/// <param name="Default">Which of them is used where nobody chooses; null where there is none, and in models of versions that did not store it.</param>
/// <param name="Synthetic">Of highest Dice on synthetic lesions in healthy slices; null where none could be painted, and in models of versions before.</param>
public sealed record ScoreThresholds(int Revision, double? Val, double? Healthy, ThresholdKind? Default = null, double? Synthetic = null)
{
    /// <summary>How sure <see cref="Val"/> is; null where there is none, and in models of versions before.</summary>
    public ThresholdRange? ValRange { get; init; }

    /// <summary>How sure <see cref="Healthy"/> is.</summary>
    public ThresholdRange? HealthyRange { get; init; }

    /// <summary>How sure <see cref="Synthetic"/> is.</summary>
    public ThresholdRange? SyntheticRange { get; init; }

    /// <summary>How sure the threshold of a kind is; null where that is not known.</summary>
    public ThresholdRange? RangeOf(ThresholdKind kind) => kind.Choose(ValRange, HealthyRange, SyntheticRange);

    /// <summary>
    /// Thresholds with the default of this version, by what was measured (docs/experiments.md): val where validation patients
    /// have lesion labels, else synthetic, else healthy.
    /// </summary>
    /// <param name="revision"><see cref="Revision"/>.</param>
    /// <param name="val"><see cref="Val"/>.</param>
    /// <param name="healthy"><see cref="Healthy"/>.</param>
    /// <param name="synthetic"><see cref="Synthetic"/>.</param>
    internal static ScoreThresholds WithDefault(int revision, double? val, double? healthy, double? synthetic) => new(
        revision,
        val,
        healthy,
        val is not null ? ThresholdKind.Val
            : synthetic is not null ? ThresholdKind.Synthetic
            : healthy is not null ? ThresholdKind.Healthy
            : null,
        synthetic);
}
