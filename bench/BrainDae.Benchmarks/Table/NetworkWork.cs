using BrainDae.Method.Network;

namespace BrainDae.Benchmarks.Table;

/// <summary>Arithmetic of the network, counted from the shapes of its layers.</summary>
internal static class NetworkWork
{
    private const int Kernel = 3 * 3;

    /// <summary>Multiply-adds of one slice forward: convolutions and up-convolutions; all the rest is below one in a hundred.</summary>
    public static double MultiplyAdds(UNetOptions options, int size)
    {
        var total = 0.0;
        for (var level = 0; level < options.Depth; level++)
        {
            var (pixels, channels) = ((double)(size >> level) * (size >> level), options.ChannelsAt(level));
            var inputs = level == 0 ? options.Channels : options.ChannelsAt(level - 1);
            total += pixels * Kernel * channels * (inputs + channels);
            if (level < options.Depth - 1)
            {
                // Each output pixel of the up-convolution comes from one input pixel; the block after it reads [up, skip].
                total += pixels * options.ChannelsAt(level + 1) * channels;
                total += pixels * Kernel * channels * (2 * channels + channels);
            }
        }

        return total + (double)size * size * options.BaseChannels * options.Channels;
    }

    /// <summary>Floating-point operations of scoring: two a multiply-add.</summary>
    public static double Inference(int slices) => 2 * slices * MultiplyAdds(new(), 128);

    /// <summary>Floating-point operations of a training iteration: forward, gradient by input and gradient by weight cost the same (the first layer needs none by input: 0.4 % less).</summary>
    public static double Training(int slices) => 3 * Inference(slices);
}
