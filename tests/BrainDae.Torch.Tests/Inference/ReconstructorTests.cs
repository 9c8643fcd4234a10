using BrainDae.Imaging.Randomness;
using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
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
        float[] images = [.. Images(3, first: 4, last: 11)];
        var reconstruction = new float[images.Length];
        using var windowed = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, NetworkPrecision.Float32, batchSize: 2);
        windowed.Run(images, reconstruction, [], Size, TestContext.Current.CancellationToken);

        var inner = new float[3 * 4 * 64];
        for (var i = 0; i < inner.Length; i++)
        {
            inner[i] = images[i / 64 * Size * Size + (i % 64 / 8 + 4) * Size + i % 8 + 4];
        }

        var expected = new float[inner.Length];
        using var whole = new Reconstructor(Network(), null, GoldenNetwork.Runtime, NetworkPrecision.Float32, batchSize: 2);
        whole.Run(inner, expected, [], 8, TestContext.Current.CancellationToken);
        for (var i = 0; i < images.Length; i++)
        {
            var (x, y) = (i % (Size * Size) / Size - 4, i % Size - 4);
            Assert.Equal(x is >= 0 and < 8 && y is >= 0 and < 8 ? expected[i / (Size * Size) * 64 + x * 8 + y] : images[i], reconstruction[i]);
        }
    }

    [Fact]
    public void Slice_that_exceeds_the_window_is_reconstructed_whole()
    {
        float[] images = [.. Images(1, first: 1, last: 12)];
        using var windowed = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, NetworkPrecision.Float32);
        using var whole = new Reconstructor(Network(), null, GoldenNetwork.Runtime, NetworkPrecision.Float32);

        Assert.Equal(Run(whole, images), Run(windowed, images));
    }

    [Theory]
    [InlineData(NetworkPrecision.Float32, 1)]
    [InlineData(NetworkPrecision.Float32, 3)]
    [InlineData(NetworkPrecision.Float32, 16)]
    [InlineData(NetworkPrecision.BFloat16, 1)]
    [InlineData(NetworkPrecision.BFloat16, 3)]
    [InlineData(NetworkPrecision.BFloat16, 16)]
    public void Slice_alone_in_its_volume_and_in_another_batch_is_the_same_bit_for_bit(NetworkPrecision precision, int batchSize)
    {
        const int Slices = 19;
        var images = Brains(Slices);
        using var reconstructor = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, precision, batchSize);
        var volume = Run(reconstructor, images);
        var reversed = Run(reconstructor, Reversed(images));

        Assert.Equal(volume, Reversed(reversed));
        Assert.Equal(Score(images, volume), Reversed(Score(Reversed(images), reversed), Size * Size));
        for (var slice = 0; slice < Slices; slice++)
        {
            var image = images.AsSpan(slice * Elements, Elements).ToArray();
            var alone = Run(reconstructor, image);
            Assert.Equal(volume.AsSpan(slice * Elements, Elements).ToArray(), alone);
            Assert.Equal(Score(images, volume).AsSpan(slice * Size * Size, Size * Size).ToArray(), Score(image, alone));
        }
    }

    [Theory]
    [InlineData(NetworkPrecision.Float32, 1e-6)]
    [InlineData(NetworkPrecision.BFloat16, 0.02)]
    public void Batch_size_changes_no_more_than_the_rounding(NetworkPrecision precision, double tolerance)
    {
        var images = Brains(11);
        using var one = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, precision, batchSize: 1);
        var expected = Run(one, images);
        foreach (var batchSize in new[] { 2, 3, 5, 8 })
        {
            using var other = new Reconstructor(Network(), new(8, 8), GoldenNetwork.Runtime, precision, batchSize);
            var actual = Run(other, images);
            Assert.All(Score(images, expected).Zip(Score(images, actual)), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    private static float[] Run(Reconstructor reconstructor, float[] images)
    {
        var reconstruction = new float[images.Length];
        reconstructor.Run(images, reconstruction, [], Size, TestContext.Current.CancellationToken);
        return reconstruction;
    }

    private static float[] Score(float[] images, float[] reconstruction) => new PublishedScore().Compute(new(images, reconstruction, images.Length / Elements, Size));

    /// <summary>The slices from the last to the first.</summary>
    private static float[] Reversed(float[] values, int elements = Elements) => [.. values.Chunk(elements).Reverse().SelectMany(slice => slice)];

    /// <summary>Discs of several sizes and places, every third of them larger than the window.</summary>
    private static float[] Brains(int slices)
    {
        var random = new RandomStream(4);
        var images = new float[slices * Elements];
        for (var i = 0; i < images.Length; i++)
        {
            var (slice, x, y) = (i / Elements, i % (Size * Size) / Size, i % Size);
            var radius = slice % 3 == 2 ? 6 : 2 + slice % 2;
            var value = (float)random.NextDouble(0.2, 1.2);
            images[i] = (x - 7 - slice % 2) * (x - 7 - slice % 2) + (y - 8) * (y - 8) < radius * radius ? value : 0;
        }

        return images;
    }

    private static DenoisingNetwork Network()
    {
        _ = GoldenNetwork.Runtime;
        return new LevelNetwork(new UNetOptions { BaseChannels = 2, Depth = 3 }, seed: 3);
    }

    private static IEnumerable<float> Images(int slices, int first, int last) => Enumerable.Range(0, slices * Elements).Select(i =>
        i % (Size * Size) / Size >= first && i % (Size * Size) / Size <= last && i % Size >= first && i % Size <= last ? 0.5f + i % 7 * 0.1f : 0f);
}
