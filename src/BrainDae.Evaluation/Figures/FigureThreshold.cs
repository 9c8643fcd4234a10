using System.Collections.Immutable;
using BrainDae.Method.Calibration;

namespace BrainDae.Evaluation.Figures;

/// <summary>A kind of threshold at which figures are given. A new kind of <see cref="ThresholdKind"/> needs one entry more here.</summary>
/// <param name="Key">In the names of figures.</param>
/// <param name="Kind">The kind that is stored with the model; null for the ideal one.</param>
/// <param name="Advice">How to read figures at it, in a few words.</param>
/// <param name="Definition">How it is found.</param>
internal sealed record FigureThreshold(string Key, ThresholdKind? Kind, string Advice, string Definition)
{
    /// <summary>Picked on the evaluated patients.</summary>
    public static FigureThreshold Ideal { get; } = new(
        "ideal", null, "threshold picked on these very patients: nobody gets this on new scans",
        "highest Dice on the evaluated patients themselves, all pixels pooled, before components are removed");

    /// <summary>All kinds, in the order of tables.</summary>
    public static ImmutableArray<FigureThreshold> All { get; } =
    [
        Ideal,
        new(
            "validation", ThresholdKind.Val, "stored with the model: what to expect on new scans",
            "highest Dice on the labeled patients of the calibration"),
        new(
            "healthy", ThresholdKind.Healthy, "stored with the model, found without any lesion",
            "lowest threshold above which at most healthy_rate of the foreground pixels (modalities sum to more than 0.01) of the "
            + "calibration patients' healthy slices lie; the segmentation only says which slices are healthy, as in training"),
        new(
            "synthetic", ThresholdKind.Synthetic, "stored with the model, found on synthetic lesions",
            "highest Dice on synthetic lesions painted through runs of the calibration patients' healthy slices, in the model's own "
            + "kind (see its options); pixels of those slices alone"),
    ];

    /// <summary>For people, as on the command line.</summary>
    public string Name => Kind?.Text() ?? Key;

    /// <summary>The entry of a stored kind.</summary>
    public static FigureThreshold Of(ThresholdKind kind) => All.Single(threshold => threshold.Kind == kind);
}
