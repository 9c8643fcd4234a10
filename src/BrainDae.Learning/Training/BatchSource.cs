using BrainDae.Imaging.Randomness;
using BrainDae.Learning.Noise;
using BrainDae.Learning.Runtime;

namespace BrainDae.Learning.Training;

/// <summary>
/// Fills batches. What a batch holds is a function of the run's seed and the batch's number alone, so training can go
/// on at any iteration without having seen the ones before.
/// </summary>
/// <param name="slices">What to draw from.</param>
/// <param name="noise">Corruption to add.</param>
/// <param name="size">Edge of a slice in pixels.</param>
/// <param name="modalities">Number of modalities.</param>
/// <param name="seed">Seed of the run.</param>
internal sealed class BatchSource(SliceSet slices, NoiseOptions noise, int size, int modalities, long seed)
{
    private long shuffledPass = -1;
    private int[] order = [];

    private enum Purpose
    {
        Order = 1,
        TrainingNoise = 2,
        ValidationNoise = 3,
    }

    /// <summary>Fills the training batch of an iteration: slices in an order drawn anew for each pass, an incomplete last batch dropped.</summary>
    public void FillTraining(long iteration, TrainingBatch batch)
    {
        var batchesInPass = slices.Count / batch.Slices;
        var pass = iteration / batchesInPass;
        if (pass != shuffledPass)
        {
            order = [.. Enumerable.Range(0, slices.Count)];
            new RandomStream(seed, (long)Purpose.Order, pass).Shuffle(order.AsSpan());
            shuffledPass = pass;
        }

        var first = (int)(iteration % batchesInPass) * batch.Slices;
        Fill(batch, order.AsSpan(first, batch.Slices), new RandomStream(seed, (long)Purpose.TrainingNoise, iteration));
    }

    /// <summary>Fills a validation batch: slices in their order, the same noise in every epoch.</summary>
    public void FillValidation(int first, TrainingBatch batch) =>
        Fill(batch, [.. Enumerable.Range(first, batch.Slices)], new RandomStream(0, (long)Purpose.ValidationNoise, first));

    private void Fill(TrainingBatch batch, ReadOnlySpan<int> chosen, RandomStream random)
    {
        var clean = TensorMemory.Elements(batch.Clean);
        var mask = TensorMemory.Elements(batch.Mask);
        var elements = modalities * size * size;
        for (var i = 0; i < chosen.Length; i++)
        {
            slices.Copy(chosen[i], clean.Slice(i * elements, elements));
        }

        var draw = NoiseDraw.From(noise, chosen.Length * modalities, size, random);
        CoarseNoise.WriteForeground(clean, mask, modalities, size);
        CoarseNoise.Apply(draw, clean, mask, TensorMemory.Elements(batch.Noisy), modalities, size);
    }
}
