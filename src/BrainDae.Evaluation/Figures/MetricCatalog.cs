using System.Collections.Immutable;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation.Figures;

/// <summary>
/// All metrics, and all that is known of them. Files, tables, reports and docs/reference/metrics.md follow from
/// <see cref="All"/>: another metric is another entry there.
/// </summary>
internal static class MetricCatalog
{
    private const string Published = "Kascenas et al., MIDL 2022";
    private const string OverallDice = "Dice, Ecology 1945; " + Published;
    private const string Taha = "Taha and Hanbury, BMC Medical Imaging 2015";
    private const string Brats2023 = "lesion-wise metrics of BraTS 2023, with lengths in mm";
    private const string Surface = "surface: mask voxels that share a face with the background";

    public static Metric AveragePrecision { get; } = new(
        "average_precision", "average precision",
        "sum over distinct scores of (recall_n - recall_n-1) * precision_n, pixels of all slices pooled, scores in half precision; "
        + "chance level is the share of lesion pixels; in a volume group the mean over patients; undefined without a lesion",
        Published + "; scikit-learn's average_precision_score") { IsAtThreshold = false };

    public static Metric Auroc { get; } = new(
        "auroc", "area under the ROC curve",
        "share of pairs of a lesion pixel and a healthy one in which the lesion pixel has the higher score, ties half; "
        + "flatters where lesion pixels are few",
        "Fawcett, Pattern Recognition Letters 2006") { IsAtThreshold = false, OfPatients = false };

    public static Metric OwnIdealDice { get; } = new(
        "own_ideal_dice", "Dice at own best threshold",
        "highest Dice that any threshold reaches on the patient alone, before components are removed; undefined without a lesion",
        Published) { IsAtThreshold = false };

    public static Metric Threshold { get; } = new(
        "threshold", "the threshold", "lesion where the score is above it",
        "") { Direction = MetricDirection.Neither, Decimals = 4, OfPatients = false };

    /// <summary>The Dice that papers report.</summary>
    public static Metric UnfilteredDice { get; } = new(
        "dice_unfiltered", "Dice",
        "2 TP / (2 TP + FP + FN) before components are removed, of scores rounded to half precision "
        + "(on the scan's own grid of single precision); undefined with neither a lesion nor a detection",
        OverallDice,
        Terms: patient => DiceTerms(patient.Unfiltered));

    /// <summary>The Dice of detections as they are used.</summary>
    public static Metric Dice { get; } = new(
        "dice", "Dice, small components removed",
        "2 TP / (2 TP + FP + FN) after components are removed from each patient's detection (the score's entry says which), "
        + "equal to dice_unfiltered where none are; in a volume group the mean over patients; undefined with neither a lesion nor a "
        + "detection",
        OverallDice,
        Terms: patient => DiceTerms(patient.Voxels));

    public static Metric MeanPatientDice { get; } = new(
        "mean_patient_dice", "mean of the patients' Dice",
        "mean over the patients with a lesion of their own Dice, after components are removed: "
        + "one without a lesion would have 0 for one false pixel as for thousands",
        OverallDice,
        MetricPooling.Mean,
        patient => patient.Voxels is { TruePositives: 0, FalseNegatives: 0 } ? null : DiceTerms(patient.Voxels)) { OfPatients = false };

    public static Metric Hausdorff95 { get; } = new(
        "hd95_mm", "HD95, mm",
        "larger of the two directed 95th percentiles (linear interpolation) of distances between voxel centers of both surfaces "
        + $"({Surface}); mean over the patients for whom it is defined; undefined where segmentation or detection is empty",
        "Menze et al., IEEE TMI 2015",
        MetricPooling.Mean,
        patient => patient.Volume is { } volume ? (volume.Hausdorff95, 1) : null) { Unit = "mm", Direction = MetricDirection.Lower, Decimals = 1 };

    public static Metric SurfaceDice { get; } = new(
        "surface_dice", "surface Dice",
        $"share of both surfaces' voxels ({Surface}) within surface_tolerance mm of the other surface; 0 where segmentation or "
        + "detection alone is empty, undefined where both are; mean over the patients for whom it is defined",
        "Nikolov et al., JMIR 2021",
        MetricPooling.Mean,
        patient => patient.Volume is { } volume ? (volume.SurfaceDice, 1) : null);

    public static Metric LesionRecall { get; } = OfLesions(
        "lesion_recall", "lesion-wise recall", "share of lesions found; undefined without a lesion", counts => (counts.Found, counts.Lesions));

    /// <summary>All metrics, in the order of tables.</summary>
    public static ImmutableArray<Metric> All { get; } =
    [
        AveragePrecision,
        Auroc,
        OwnIdealDice,
        Threshold,
        UnfilteredDice,
        Dice,
        MeanPatientDice,
        new(
            "sensitivity", "sensitivity",
            "TP / (TP + FN): share of lesion pixels called lesion; undefined without a lesion",
            Taha,
            Terms: patient => (patient.Voxels.TruePositives, patient.Voxels.TruePositives + patient.Voxels.FalseNegatives)),
        new(
            "precision", "precision",
            "TP / (TP + FP): share of pixels called lesion that are; undefined without a detection",
            Taha,
            Terms: patient => (patient.Voxels.TruePositives, patient.Voxels.TruePositives + patient.Voxels.FalsePositives)),
        new(
            "volume_similarity", "volume similarity",
            "1 - |FN - FP| / (2 TP + FP + FN): 1 where segmentation and detection have the same volume, wherever they lie; mean over "
            + "the patients for whom it is defined; undefined with neither a lesion nor a detection",
            Taha,
            MetricPooling.Mean,
            patient => VolumeTerms(patient.Voxels)),
        Number("lesions", "lesions", "lesions of at least the minimum volume, see lesion_rule", MetricDirection.Neither, c => c.Lesions),
        Number("lesions_found", "lesions found", "lesions that a detected component reaches into", MetricDirection.Higher, c => c.Found),
        Number("false_positive_lesions", "false positives", "components that reach into no lesion", MetricDirection.Lower, c => c.FalsePositives),
        LesionRecall,
        OfLesions(
            "lesion_precision", "lesion-wise precision",
            "found / (found + false positives): several detections of one lesion count once; undefined with neither",
            counts => (counts.Found, counts.Found + counts.FalsePositives)),
        OfLesions(
            "lesion_f1", "lesion-wise F1",
            "2 found / (lesions + found + false positives), the harmonic mean of both; undefined with neither a lesion nor a false positive",
            counts => (2.0 * counts.Found, counts.Lesions + counts.Found + counts.FalsePositives)),
        OfLesions(
            "false_positives_per_scan", "false positives per scan",
            "mean number of detected components that reach into no lesion",
            counts => (counts.FalsePositives, 1)) with { Direction = MetricDirection.Lower, Decimals = 2, OfPatients = false },
        Hausdorff95,
        Median(Hausdorff95),
        SurfaceDice,
        Median(SurfaceDice),
    ];

    /// <summary>Definitions by name: of grids, kinds of thresholds, intervals and metrics.</summary>
    /// <param name="native">Whether anything was measured on the scans' own grids.</param>
    public static OrderedDictionary<string, string> Definitions(bool native) => new(
    [
        new("slices", FigureGrid.Slices.Definition),
        .. native ? [new("native", FigureGrid.Native.Definition)] : Array.Empty<KeyValuePair<string, string>>(),
        new("interval", "2.5th to 97.5th percentile over bootstrap resamples of the patients"),
        new("count", "number of patients for whom the metric is defined; what is not defined or was not measured is left out"),
        .. FigureThreshold.All.Select(threshold => KeyValuePair.Create($"{threshold.Key}_threshold", threshold.Definition)),
        .. All.Select(metric => KeyValuePair.Create(metric.Key, metric.Definition)),
    ]);

    private static Metric OfLesions(string key, string name, string definition, Func<LesionCounts, (double, double)> terms) =>
        new(key, name, definition, Brats2023, MetricPooling.LesionRatio, patient => patient.Volume is { } volume ? terms(volume.Lesions) : null);

    private static Metric Number(string key, string name, string definition, MetricDirection direction, Func<LesionCounts, int> count) =>
        OfLesions(key, name, definition, c => (count(c), 1)) with { Direction = direction, Decimals = 0, Pooling = MetricPooling.Sum };

    private static Metric Median(Metric metric) => metric with
    {
        Key = $"median_{metric.Key}",
        Name = $"{metric.Name}, median",
        Definition = $"median over patients of {metric.Key}",
        Pooling = MetricPooling.Median,
        OfPatients = false,
    };

    private static (double Numerator, double Denominator) VolumeTerms(ConfusionCounts counts) =>
        (2.0 * (counts.TruePositives + Math.Min(counts.FalsePositives, counts.FalseNegatives)), DiceTerms(counts).Denominator);

    private static (double Numerator, double Denominator) DiceTerms(ConfusionCounts counts) =>
        (2.0 * counts.TruePositives, 2.0 * counts.TruePositives + counts.FalsePositives + counts.FalseNegatives);
}
