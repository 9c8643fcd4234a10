namespace BrainDae.Onnx.Graphs;

/// <summary>Gives the weights of each output channel mean 0, and divides them by their unbiased standard deviation + 1e-5.</summary>
internal static class WeightStandardization
{
    private const double Epsilon = 1e-5;

    /// <summary>Standardises in place; sums in double precision.</summary>
    /// <param name="weights">[output channel, input channel, 3, 3] in C order.</param>
    /// <param name="fanIn">Weights of an output channel, 2 or more.</param>
    public static void Apply(Span<float> weights, int fanIn)
    {
        for (var start = 0; start < weights.Length; start += fanIn)
        {
            var channel = weights.Slice(start, fanIn);
            var (mean, squares) = (0.0, 0.0);
            foreach (var weight in channel)
            {
                mean += weight;
            }

            mean /= fanIn;
            foreach (var weight in channel)
            {
                squares += (weight - mean) * (weight - mean);
            }

            var deviation = Math.Sqrt(squares / (fanIn - 1)) + Epsilon;
            foreach (ref var weight in channel)
            {
                weight = (float)((weight - mean) / deviation);
            }
        }
    }
}
