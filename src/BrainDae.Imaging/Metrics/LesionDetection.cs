using BrainDae.Imaging.PostProcessing;

namespace BrainDae.Imaging.Metrics;

/// <summary>Which lesions of a scan were found, by the rule of a <see cref="LesionRule"/>.</summary>
public static class LesionDetection
{
    /// <summary>Counts lesions, found lesions and false positives; 0 in a mask is background, anything else lesion.</summary>
    /// <param name="detected">Shape [slices, rows, columns] in C order.</param>
    /// <param name="truth">Same shape.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <param name="spacing">Size of a voxel.</param>
    /// <param name="rule">What counts as found.</param>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is out of range.</exception>
    public static LesionCounts Count(ReadOnlySpan<byte> detected, ReadOnlySpan<byte> truth, GridShape shape, GridSpacing spacing, LesionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        shape.Validate(detected.Length);
        shape.Validate(truth.Length);
        spacing.Validate();
        if (MaskBox.Around(detected, truth, shape) is not { } filled)
        {
            return default;
        }

        // The dilated truth must fit, or parts that touch beyond the box would be taken for two lesions.
        var box = filled.Grown(rule.Reach, spacing, shape);
        var (found, asked) = (box.Cut(detected, shape), box.Cut(truth, shape));
        var lesions = ConnectedComponents.Label(Dilated(asked, box.Shape, spacing, rule.Reach), box.Shape);
        var detections = ConnectedComponents.Label(found, box.Shape);
        return Match(lesions, asked, detections, rule.MinimumVolume / spacing.VoxelVolume);
    }

    private static byte[] Dilated(byte[] mask, GridShape shape, GridSpacing spacing, double reach)
    {
        var squared = new double[mask.Length];
        DistanceTransform.Squared(mask, squared, shape, spacing);
        var limit = reach * reach;
        return Array.ConvertAll(squared, distance => distance <= limit ? (byte)1 : (byte)0);
    }

    /// <param name="lesions">Components of the dilated truth.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="detections">Components of the detection.</param>
    /// <param name="minimum">Least number of voxels of a lesion and of a detection.</param>
    private static LesionCounts Match(ComponentLabels lesions, byte[] truth, ComponentLabels detections, double minimum)
    {
        var volumes = new int[lesions.Count + 1];
        var touches = new HashSet<(int Detection, int Lesion)>();
        var inLesion = lesions.Labels.Span;
        var inDetection = detections.Labels.Span;
        var seen = (Detection: 0, Lesion: 0);
        for (var i = 0; i < truth.Length; i++)
        {
            volumes[inLesion[i]] += truth[i];

            // Neighbouring voxels nearly always repeat the pair.
            if (inDetection[i] != 0 && inLesion[i] != 0 && (inDetection[i], inLesion[i]) != seen)
            {
                seen = (inDetection[i], inLesion[i]);
                touches.Add(seen);
            }
        }

        bool Counts(int detection) => detections.Sizes[detection - 1] >= minimum;
        var reaching = touches.Select(touch => touch.Detection).ToHashSet();
        var found = touches.Where(touch => Counts(touch.Detection) && volumes[touch.Lesion] >= minimum).Select(touch => touch.Lesion).Distinct().Count();
        return new(
            Lesions: Enumerable.Range(1, lesions.Count).Count(lesion => volumes[lesion] >= minimum),
            Found: found,
            FalsePositives: Enumerable.Range(1, detections.Count).Count(detection => Counts(detection) && !reaching.Contains(detection)));
    }
}
