using BrainDae.Data.Slices;
using BrainDae.Torch.Training;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>The healthy slices of a preprocessed cohort.</summary>
internal sealed class StoredSlices : IDisposable
{
    private readonly SliceStore store;

    public StoredSlices(string dataFolder)
    {
        store = SliceStore.Open(dataFolder);
        Slices = SliceSet.Healthy(store, store.Patients, HealthyRule.Resized, orderSeed: 0);
    }

    public SliceSet Slices { get; }

    /// <summary>Some slices from the given one on, beginning again after the last; [count, 4, 128, 128].</summary>
    public float[] Take(int first, int count)
    {
        var images = new float[count * BrainLikeSlices.Length];
        for (var i = 0; i < count; i++)
        {
            Slices.Copy((first + i) % Slices.Count, images.AsSpan(i * BrainLikeSlices.Length, BrainLikeSlices.Length));
        }

        return images;
    }

    public void Dispose() => store.Dispose();
}
