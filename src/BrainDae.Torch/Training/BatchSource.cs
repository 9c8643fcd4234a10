using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Torch.Runtime;

namespace BrainDae.Torch.Training;

/// <summary>
/// Fills batches. What a batch holds is a function of the run's seed and the batch's number alone, so training can go
/// on at any iteration without having seen the ones before.
/// </summary>
/// <param name="slices">What to draw from.</param>
/// <param name="options">The recipe: seed, noise, window, mirroring.</param>
/// <param name="size">Edge of a slice in pixels.</param>
internal sealed class BatchSource(SliceSet slices, TrainingOptions options, int size)
{
    private readonly int pixels = size * size;
    private readonly int channels = options.Network.Channels;
    private long shuffledPass = -1;
    private int[] order = [];

    private enum Purpose
    {
        Order = 1,
        TrainingNoise = 2,
        ValidationNoise = 3,
        Mirroring = 4,
    }

    /// <summary>Fills the training batch of an iteration: slices in an order drawn anew for each pass, an incomplete last batch dropped.</summary>
    public void FillTraining(long iteration, TrainingBatch batch)
    {
        var batchesInPass = slices.Count / batch.Slices;
        var pass = iteration / batchesInPass;
        if (pass != shuffledPass)
        {
            order = [.. Enumerable.Range(0, slices.Count)];
            new RandomStream(options.Seed, (long)Purpose.Order, pass).Shuffle(order.AsSpan());
            shuffledPass = pass;
        }

        var first = (int)(iteration % batchesInPass) * batch.Slices;
        Fill(
            batch,
            order.AsSpan(first, batch.Slices),
            new RandomStream(options.Seed, (long)Purpose.TrainingNoise, iteration),
            options.Mirror ? new RandomStream(options.Seed, (long)Purpose.Mirroring, iteration) : null);
    }

    /// <summary>Fills a validation batch: slices in their order, the same noise in every epoch.</summary>
    public void FillValidation(int first, TrainingBatch batch) =>
        Fill(batch, [.. Enumerable.Range(first, batch.Slices)], new RandomStream(0, (long)Purpose.ValidationNoise, first), mirroring: null);

    private void Fill(TrainingBatch batch, ReadOnlySpan<int> chosen, RandomStream random, RandomStream? mirroring)
    {
        var clean = TensorMemory.Elements(batch.Clean);
        var noisy = TensorMemory.Elements(batch.Noisy);
        var mask = TensorMemory.Elements(batch.Mask);
        if (batch.Window == new WindowSize(size, size) && mirroring is null)
        {
            FillWhole(chosen, random, clean, noisy, mask);
            return;
        }

        // Noise is made on the whole slice, so that its cells have the same size whatever the window.
        var elements = channels * pixels;
        var (wholeClean, wholeNoisy, wholeMask) = (new float[chosen.Length * elements], new float[chosen.Length * elements], new float[chosen.Length * pixels]);
        FillWhole(chosen, random, wholeClean, wholeNoisy, wholeMask);
        var windowPixels = batch.Window.X * batch.Window.Y;
        var foreground = new byte[pixels];
        for (var i = 0; i < chosen.Length; i++)
        {
            var slice = wholeClean.AsSpan(i * elements, elements);
            ForegroundMask.Find(slice, foreground);
            var window = ForegroundWindow.Around(foreground, size).Resized(batch.Window, size);
            var mirror = mirroring?.NextInt(2) == 1;
            var windowElements = channels * windowPixels;
            window.CopyFrom(slice, clean.Slice(i * windowElements, windowElements), size, mirror);
            window.CopyFrom(wholeNoisy.AsSpan(i * elements, elements), noisy.Slice(i * windowElements, windowElements), size, mirror);
            window.CopyFrom(wholeMask.AsSpan(i * pixels, pixels), mask.Slice(i * windowPixels, windowPixels), size, mirror);
        }
    }

    private void FillWhole(ReadOnlySpan<int> chosen, RandomStream random, Span<float> clean, Span<float> noisy, Span<float> mask)
    {
        var elements = channels * pixels;
        for (var i = 0; i < chosen.Length; i++)
        {
            slices.Copy(chosen[i], clean.Slice(i * elements, elements));
        }

        CoarseNoise.WriteForeground(clean, mask, channels, size);
        if (!options.Noise.Mixed)
        {
            CoarseNoise.Apply(NoiseDraw.From(options.Noise, chosen.Length * channels, size, random), clean, mask, noisy, channels, size);
            return;
        }

        for (var i = 0; i < chosen.Length; i++)
        {
            var draw = NoiseDraw.From(options.Noise.Draw(random), channels, size, random);
            CoarseNoise.Apply(draw, clean.Slice(i * elements, elements), mask.Slice(i * pixels, pixels), noisy.Slice(i * elements, elements), channels, size);
        }
    }
}
