using System.Globalization;

namespace BrainDae.Method.Plausibility;

/// <summary>Why a single trait is implausible, in words.</summary>
internal static class DoubtText
{
    /// <summary>What was measured, what the model knows, and what is likely the matter.</summary>
    /// <param name="trait">What is implausible.</param>
    /// <param name="known">The same of the patients that the model knows.</param>
    /// <param name="patients">How many these are.</param>
    public static string Of(Trait trait, KnownTrait known, int patients)
    {
        var isHigh = trait.Value > known.Mean;
        var (subject, format, cause) = trait.Kind switch
        {
            TraitKind.Volume => ("the volume of the foreground", "0 'ml'", isHigh ? "a skull, or a background that is not 0" : "cropped scans"),
            TraitKind.Extent => (ExtentName(trait.Name), "0 'mm'", isHigh ? "a skull, or a background that is not 0" : "cropped scans, or wrong voxel sizes"),
            TraitKind.Border => ("the share of the foreground at the border of the field of view", "0.0%", "cropped scans, or a background that is not 0"),
            TraitKind.RimShare => ("the share of the foreground that is rim", "0%", isHigh ? "a skull around the brain, or a background that is not 0" : "a skull, or a background that is not 0"),
            TraitKind.Rim => ($"the intensity of {trait.Modality} along the rim of the foreground, relative to that within,", "0.00", isHigh ? "a skull" : "another preparation"),
            TraitKind.LowestArea => ("the foreground of the lowest slice", "0 'cm²'", "cropped scans"),
            TraitKind.HighestArea => ("the foreground of the highest slice", "0 'cm²'", "cropped scans"),
            TraitKind.Spacing => ("the distance of neighboring pixels or slices", "0.00 'mm'", "a field of view or a slice distance that the model does not know"),
            TraitKind.Greatest => ($"the highest intensity of {trait.Modality}, relative to its 0.99 quantile,", "G3", isHigh ? "a damaged voxel" : "a range that was cut"),
            TraitKind.Plateau => ($"the share of the foreground of {trait.Modality} that has one and the same intensity", "0.0%", "a range that was cut"),
            TraitKind.Roughness => ($"the roughness of {trait.Modality}", "0.00", isHigh ? "noise instead of a brain" : "a scan that was smoothed or enlarged"),
            _ => ($"a quantile of the intensities of {trait.Modality}", "0.00", "another sequence or preparation, or a range that was cut or inverted"),
        };
        return $"{subject} is {Text(trait.Value)}, and the {patients} patients that the model knows have {Text(known.Least)} to {Text(known.Greatest)}: probably {cause}";

        string Text(double value) => Measured(trait.Kind, value).ToString(format, CultureInfo.InvariantCulture);
    }

    private static double Measured(TraitKind kind, double value) => kind switch
    {
        TraitKind.Spacing or TraitKind.RimShare => Math.Exp(value),
        TraitKind.Greatest => Math.Pow(10, value),
        _ => value,
    };

    private static string ExtentName(string trait) => trait switch
    {
        "brain_width_mm" => "the extent of the foreground from right to left",
        "brain_length_mm" => "the extent of the foreground from front to back",
        _ => "the extent of the foreground from feet to head",
    };
}
