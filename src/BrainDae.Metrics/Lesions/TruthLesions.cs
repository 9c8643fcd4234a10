using System.Runtime.CompilerServices;
using BrainDae.Imaging.Components;
using BrainDae.Imaging.Distances;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;

namespace BrainDae.Metrics.Lesions;

/// <summary>The lesions of a truth: the components of its dilation, in the block that holds them.</summary>
internal sealed class TruthLesions
{
    private readonly int minimum;
    private readonly MaskBox? block;
    private readonly ComponentLabels dilated = new(default, []);

    /// <summary>Voxels of the truth in each lesion, from lesion 1; element 0 stays 0.</summary>
    private readonly int[] volumes = [0];

    public TruthLesions(ReadOnlySpan<byte> truth, GridShape shape, GridSpacing spacing, LesionRule rule)
    {
        minimum = ComponentRule.VoxelsOf(rule.MinimumVolume, spacing.VoxelVolume);

        // The dilated truth must fit, or parts that touch beyond the block would be taken for two lesions.
        block = MaskBox.Around(truth, shape)?.Grown(rule.Reach, spacing, shape);
        if (block is not { } box)
        {
            return;
        }

        var mask = box.Cut(truth, shape);
        dilated = ConnectedComponents.Label(Dilated(mask, box.Shape, spacing, rule.Reach), box.Shape);
        volumes = new int[dilated.Count + 1];
        var lesions = dilated.Labels.Span;
        for (var i = 0; i < mask.Length; i++)
        {
            volumes[lesions[i]] += mask[i];
        }
    }

    /// <summary>Compares with a detection of the same shape; null where nothing was detected.</summary>
    public LesionCounts Count(MaskPart? detected)
    {
        var asked = volumes.Skip(1).Count(volume => volume >= minimum);
        if (detected is null)
        {
            return new(asked, Found: 0, FalsePositives: 0);
        }

        var detections = ConnectedComponents.Label(detected.Mask, detected.Box.Shape);
        var touches = Touches(detections, detected.Box);
        bool Counts(int detection) => detections.Sizes[detection - 1] >= minimum;
        var reaching = touches.Select(touch => touch.Detection).ToHashSet();
        return new(
            asked,
            Found: touches.Where(touch => Counts(touch.Detection) && volumes[touch.Lesion] >= minimum).Select(touch => touch.Lesion).Distinct().Count(),
            FalsePositives: Enumerable.Range(1, detections.Count).Count(detection => Counts(detection) && !reaching.Contains(detection)));
    }

    private static byte[] Dilated(byte[] mask, GridShape shape, GridSpacing spacing, double reach)
    {
        var squared = new double[mask.Length];
        DistanceTransform.Squared(mask, squared, shape, spacing);
        var limit = reach * reach;
        return Array.ConvertAll(squared, distance => distance <= limit ? (byte)1 : (byte)0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private HashSet<(int Detection, int Lesion)> Touches(ComponentLabels detections, MaskBox where)
    {
        var touches = new HashSet<(int Detection, int Lesion)>();
        if (block is not { } box || box.Overlap(where) is not { } common)
        {
            return touches;
        }

        var seen = (Detection: 0, Lesion: 0);
        for (var row = 0; row < common.Shape.Slices * common.Shape.Rows; row++)
        {
            var inLesion = dilated.Labels.Span.Slice(box.IndexOf(common.RowStart(row)), common.Shape.Columns);
            var inDetection = detections.Labels.Span.Slice(where.IndexOf(common.RowStart(row)), common.Shape.Columns);
            for (var i = 0; i < inLesion.Length; i++)
            {
                // Neighbouring voxels nearly always repeat the pair.
                if (inDetection[i] != 0 && inLesion[i] != 0 && (inDetection[i], inLesion[i]) != seen)
                {
                    seen = (inDetection[i], inLesion[i]);
                    touches.Add(seen);
                }
            }
        }

        return touches;
    }
}
