namespace BrainDae.Method.Plausibility;

/// <summary>One number of a patient's slices.</summary>
/// <param name="Name">Its name, as models store it.</param>
/// <param name="Value">The number.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Modality">Which modality it is of; null where it is of none, or of two.</param>
internal readonly record struct Trait(string Name, double Value, TraitKind Kind, string? Modality = null);
