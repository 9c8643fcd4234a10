using BrainDae.Data.Cohorts;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;

namespace BrainDae.Torch.Tests.Training;

/// <summary>What a network that reads neighboring slices is shown in training.</summary>
public sealed class NeighborTests : IDisposable
{
    private const int Elements = 4 * SmallCohort.Size * SmallCohort.Size;

    private readonly SmallCohort cohort = new();

    [Fact]
    public void Only_slices_whose_neighbors_are_healthy_are_shown()
    {
        // Of five slices the first three are healthy; the third has an ill neighbor.
        var slices = Slices();

        Assert.Equal(2 * cohort.Split.Train.Length, slices.Count);
        Assert.Equal(
            cohort.Split.Train.SelectMany(name => (int[])[0, 1], (name, slice) => Key(Stored(name, slice))).Order(),
            Enumerable.Range(0, slices.Count).Select(i => Key(Copied(slices, i, 0))).Order());
    }

    [Fact]
    public void Where_a_volume_ends_its_last_slice_is_repeated()
    {
        var slices = Slices();
        var first = Enumerable.Range(0, slices.Count).First(i => cohort.Split.Train.Any(name => Key(Stored(name, 0)) == Key(Copied(slices, i, 0))));

        Assert.Equal(Copied(slices, first, 0), Copied(slices, first, -1));
        Assert.NotEqual(Copied(slices, first, 0), Copied(slices, first, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.75)]
    public void Each_neighbor_is_corrupted_by_the_same_draw_and_the_middle_slice_is_wanted_back(double lesions)
    {
        _ = GoldenNetwork.Runtime;
        var options = new TrainingOptions { Corruption = new CoarseNoiseOptions { Resolution = 8 }, Network = new UNet25DOptions(), Lesions = new() { Share = lesions, Intensity = new(1, 1) }, Seed = 3 };
        var slices = Slices();
        using var batch = new TrainingBatch(3, Modalities.Brats.Count, new(SmallCohort.Size, SmallCohort.Size), lesions > 0, neighbors: 1);
        new BatchSource(slices, options, SmallCohort.Size).FillTraining(0, batch);
        var (clean, noisy) = (TensorMemory.Elements(batch.Clean).ToArray(), TensorMemory.Elements(batch.Noisy).ToArray());

        for (var i = 0; i < batch.Slices; i++)
        {
            var middle = clean.AsSpan(i * Elements, Elements).ToArray();
            var shown = Enumerable.Range(0, slices.Count).Single(slice => Copied(slices, slice, 0).SequenceEqual(middle));
            float[][] noise = [.. Enumerable.Range(-1, 3).Select(offset => Difference(noisy.AsSpan((3 * i + offset + 1) * Elements, Elements).ToArray(), Copied(slices, shown, offset)))];

            Assert.All(noise, added => Assert.Contains(added, value => value != 0));
            if (lesions == 0)
            {
                Assert.All(noise, added => Assert.All(added.Zip(noise[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f)));
            }
        }
    }

    public void Dispose() => cohort.Dispose();

    private static string Key(float[] image) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(image.AsSpan(400, 120)));

    private static float[] Difference(float[] first, float[] second) => [.. first.Zip(second, (a, b) => a - b)];

    private static float[] Copied(SliceSet slices, int index, int offset)
    {
        var image = new float[Elements];
        slices.Copy(index, image, offset);
        return image;
    }

    private float[] Stored(string name, int slice)
    {
        var image = new float[Elements];
        cohort.Store.Get(name).CopyImage(slice, image);
        return image;
    }

    private SliceSet Slices() => SliceSet.Healthy(cohort.Store, cohort.Split.Train, default, orderSeed: 0, neighbors: 1);
}
