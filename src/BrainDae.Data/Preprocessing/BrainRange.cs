namespace BrainDae.Data.Preprocessing;

/// <summary>The slices that are kept: the contiguous range from the first to the last that shows brain.</summary>
/// <param name="First">Index of the first kept slice along the third axis.</param>
/// <param name="Count">Number of kept slices, at least 1.</param>
internal readonly record struct BrainRange(int First, int Count)
{
    /// <summary>Finds the range.</summary>
    /// <param name="sliceSums">For each slice, the sum over its voxels of the mean of the normalised modalities.</param>
    /// <param name="threshold">A slice shows brain if its sum exceeds this (<see cref="PreprocessingOptions.BrainThreshold"/>).</param>
    /// <returns>The range, or null if no slice shows brain.</returns>
    public static BrainRange? Find(ReadOnlySpan<double> sliceSums, double threshold)
    {
        var first = 0;
        while (first < sliceSums.Length && !(sliceSums[first] > threshold))
        {
            first++;
        }

        var last = sliceSums.Length - 1;
        while (last >= first && !(sliceSums[last] > threshold))
        {
            last--;
        }

        return first <= last ? new(first, last - first + 1) : null;
    }
}
