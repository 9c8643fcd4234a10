using BrainDae.Method.Config;
using BrainDae.TestModels;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Network;

namespace BrainDae.Torch.Tests.Inference;

public sealed class ReconstructorTests
{
    private const int Size = 16;
    private const int Elements = 4 * Size * Size;

    [Fact]
    public void Window_is_reconstructed_as_by_the_network_alone_and_the_background_left_as_it_is()
    {
        _ = GoldenNetwork.Runtime;
        float[] images = [.. Images(3, first: 4, last: 11)];
        var reconstruction = new float[images.Length];
        using var windowed = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, NetworkPrecision.Float32, batchSize: 2);
        windowed.Run(images, reconstruction, Size, TestContext.Current.CancellationToken);

        var inner = new float[3 * 4 * 64];
        for (var i = 0; i < inner.Length; i++)
        {
            inner[i] = images[i / 64 * Size * Size + (i % 64 / 8 + 4) * Size + i % 8 + 4];
        }

        var expected = new float[inner.Length];
        using var whole = new Reconstructor(Network(), null, GoldenNetwork.Runtime, NetworkPrecision.Float32, batchSize: 2);
        whole.Run(inner, expected, 8, TestContext.Current.CancellationToken);
        for (var i = 0; i < images.Length; i++)
        {
            var (x, y) = (i % (Size * Size) / Size - 4, i % Size - 4);
            Assert.Equal(x is >= 0 and < 8 && y is >= 0 and < 8 ? expected[i / (Size * Size) * 64 + x * 8 + y] : images[i], reconstruction[i]);
        }
    }

    [Fact]
    public void Window_grows_where_a_slice_needs_it()
    {
        float[] images = [.. Images(1, first: 1, last: 12)];
        var reconstruction = new float[images.Length];
        using var reconstructor = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, NetworkPrecision.Float32);
        reconstructor.Run(images, reconstruction, Size, TestContext.Current.CancellationToken);

        // 12 pixels, rounded up to the multiple of 4 that the levels need: every foreground pixel went through the network.
        Assert.All(Enumerable.Range(0, Elements).Where(i => images[i] != 0), i => Assert.NotEqual(images[i], reconstruction[i]));
    }

    private static UNet Network() => new(new() { BaseChannels = 2, Depth = 3 }, seed: 3);

    private static IEnumerable<float> Images(int slices, int first, int last) => Enumerable.Range(0, slices * Elements).Select(i =>
        i % (Size * Size) / Size >= first && i % (Size * Size) / Size <= last && i % Size >= first && i % Size <= last ? 0.5f + i % 7 * 0.1f : 0f);
}
