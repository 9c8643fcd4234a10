using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BrainDae.Metrics.Pixels;

/// <summary>
/// How many pixels (or voxels) were called lesion and were one. A ratio whose denominator is 0 is undefined and NaN,
/// not 0 or 1: say how often that happened instead of averaging it away.
/// </summary>
/// <param name="TruePositives">Lesion, called lesion.</param>
/// <param name="FalsePositives">Healthy, called lesion.</param>
/// <param name="FalseNegatives">Lesion, called healthy.</param>
/// <param name="TrueNegatives">Healthy, called healthy.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>Dice coefficient, 2 TP / (2 TP + FP + FN); NaN where there is neither a lesion nor a detection.</summary>
    public double Dice => 2.0 * TruePositives / (2.0 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Positive predictive value, TP / (TP + FP); NaN without a detection.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>Sensitivity, TP / (TP + FN); NaN without a lesion.</summary>
    public double Recall => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>TN / (TN + FP); NaN without a healthy pixel.</summary>
    public double Specificity => (double)TrueNegatives / (TrueNegatives + FalsePositives);

    /// <summary>Number of pixels.</summary>
    public long Total => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Compares two masks, in each of which 0 is healthy and anything else lesion.</summary>
    /// <exception cref="ArgumentException">The masks differ in length.</exception>
    public static ConfusionCounts Of(ReadOnlySpan<byte> detected, ReadOnlySpan<byte> lesion)
    {
        if (detected.Length != lesion.Length)
        {
            throw new ArgumentException($"{detected.Length} detections do not fit {lesion.Length} labels.", nameof(detected));
        }

        var both = Both(detected, lesion);
        var onlyDetected = detected.Length - detected.Count((byte)0) - both;
        var onlyLesion = lesion.Length - lesion.Count((byte)0) - both;
        return new(both, onlyDetected, onlyLesion, detected.Length - both - onlyDetected - onlyLesion);
    }

    /// <summary>Number of places at which neither mask is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Both(ReadOnlySpan<byte> detected, ReadOnlySpan<byte> lesion)
    {
        var missing = 0;
        var ours = MemoryMarshal.Cast<byte, Vector256<byte>>(detected);
        var theirs = MemoryMarshal.Cast<byte, Vector256<byte>>(lesion);
        for (var v = 0; v < ours.Length; v++)
        {
            missing += BitOperations.PopCount((Vector256.Equals(ours[v], default) | Vector256.Equals(theirs[v], default)).ExtractMostSignificantBits());
        }

        for (var i = ours.Length * Vector256<byte>.Count; i < detected.Length; i++)
        {
            missing += detected[i] == 0 || lesion[i] == 0 ? 1 : 0;
        }

        return detected.Length - missing;
    }
}
