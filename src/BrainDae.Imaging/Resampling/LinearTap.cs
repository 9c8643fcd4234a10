using System.Collections.Immutable;

namespace BrainDae.Imaging.Resampling;

/// <summary>One output position along one axis: two input positions and their weights, which add up to 1.</summary>
internal readonly record struct LinearTap(int First, int Second, double FirstWeight, double SecondWeight)
{
    /// <summary>
    /// The taps from <paramref name="inputSize"/> to <paramref name="outputSize"/> positions with half-pixel centres:
    /// output i lies at (i + 0.5) * inputSize / outputSize - 0.5, held inside the input. No antialiasing.
    /// </summary>
    public static ImmutableArray<LinearTap> Between(int inputSize, int outputSize)
    {
        var scale = (double)inputSize / outputSize;
        return [.. Enumerable.Range(0, outputSize).Select(At)];

        LinearTap At(int output)
        {
            var position = Math.Max(0, scale * (output + 0.5) - 0.5);
            var first = Math.Min((int)position, inputSize - 1);
            var second = Math.Min(first + 1, inputSize - 1);
            var weight = Math.Min(position - first, 1);
            return new(first, second, 1 - weight, weight);
        }
    }
}
