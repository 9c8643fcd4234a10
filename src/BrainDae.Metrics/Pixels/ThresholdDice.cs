namespace BrainDae.Metrics.Pixels;

/// <summary>A Dice coefficient and where it is reached.</summary>
/// <param name="Threshold">Pixels whose score is above this are called lesion.</param>
/// <param name="Dice">Dice coefficient over all pixels together, 0 to 1.</param>
public readonly record struct ThresholdDice(double Threshold, double Dice);
