using BrainDae.Imaging.Grids;
using BrainDae.Method.Config;
using BrainDae.Method.Network;
using BrainDae.Method.Scoring;

namespace BrainDae.Method.Tests.Scoring;

public sealed class NeighborWindowTests
{
    private const int Size = 4;
    private const int Area = Size * Size;

    [Theory]
    [InlineData(0, new[] { 1f, 1, 2, 3 })]
    [InlineData(1, new[] { 1f, 2, 3, 4 })]
    [InlineData(2, new[] { 2f, 3, 4, 4 })]
    public void A_network_reads_the_slices_beside_its_own_with_the_ends_repeated(int neighbor, float[] expected)
    {
        float[] images = [.. Enumerable.Range(0, 4 * Area).Select(i => 1f + i / Area)];
        using var network = new Showing(neighbor, window: null);
        var reconstruction = new float[images.Length];

        network.Run(images, reconstruction, [], Size, TestContext.Current.CancellationToken);

        Assert.Equal(expected, Enumerable.Range(0, 4).Select(slice => reconstruction[slice * Area]));
    }

    [Fact]
    public void Neighbors_of_a_chosen_slice_are_read_although_they_are_not_chosen()
    {
        float[] images = [.. Enumerable.Range(0, 4 * Area).Select(i => 1f + i / Area)];
        using var network = new Showing(neighbor: 2, window: null);
        var reconstruction = new float[images.Length];

        network.Run(images, [false, true, false, false], reconstruction, [], Size, TestContext.Current.CancellationToken);

        Assert.Equal([1, 3, 3, 4], Enumerable.Range(0, 4).Select(slice => reconstruction[slice * Area]));
    }

    [Fact]
    public void Neighbors_are_seen_through_the_window_of_the_slice_itself()
    {
        // The middle slice has its foreground in one corner, the next one in another.
        var images = new float[2 * Area];
        images[0] = 1;
        images[Area + Area - 1] = 1;
        images[Area] = 0.5f;
        using var network = new Showing(neighbor: 2, new WindowSize(2, 2));
        var reconstruction = new float[images.Length];

        network.Run(images, reconstruction, [], Size, TestContext.Current.CancellationToken);

        Assert.Equal(0.5f, reconstruction[0]);
        Assert.Equal(0, reconstruction[Area - 1]);
    }

    /// <summary>Gives back one of the slices that it reads.</summary>
    private sealed class Showing(int neighbor, WindowSize? window)
        : WindowedReconstructor(new UNet25DOptions { Channels = 1 }, window, batchSize: 3, onProcessor: true)
    {
        public override string Runtime => "test";

        public override NetworkPrecision Precision => NetworkPrecision.Float32;

        protected override void Dispose(bool disposing)
        {
        }

        protected override void Forward(NetworkBatch batch)
        {
            var area = batch.Window.X * batch.Window.Y;
            for (var i = 0; i < batch.Count; i++)
            {
                batch.Input.AsSpan((i * batch.InputChannels + neighbor) * area, area).CopyTo(batch.Reconstruction.AsSpan(i * area));
            }
        }
    }
}
