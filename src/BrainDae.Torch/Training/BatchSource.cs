using System.Numerics.Tensors;
using BrainDae.Imaging.Grids;
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
/// <param name="options">The recipe: seed, corruption, lesions, window, mirroring.</param>
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
        TrainingLesions = 5,
        ValidationLesions = 6,
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
            slice => new(options.Seed, (long)Purpose.TrainingLesions, iteration, slice),
            options.Mirror ? new RandomStream(options.Seed, (long)Purpose.Mirroring, iteration) : null);
    }

    /// <summary>Fills a validation batch: slices in their order, the same noise and lesions in every epoch.</summary>
    public void FillValidation(int first, TrainingBatch batch) => Fill(
        batch,
        [.. Enumerable.Range(first, batch.Slices)],
        new RandomStream(0, (long)Purpose.ValidationNoise, first),
        slice => new(0, (long)Purpose.ValidationLesions, first + slice),
        mirroring: null);

    private void Fill(TrainingBatch batch, ReadOnlySpan<int> chosen, RandomStream noise, Func<int, RandomStream> lesions, RandomStream? mirroring)
    {
        var clean = TensorMemory.Elements(batch.Clean);
        var noisy = TensorMemory.Elements(batch.Noisy);
        var mask = TensorMemory.Elements(batch.Mask);
        var lesion = batch.Lesion is null ? [] : TensorMemory.Elements(batch.Lesion);
        if (batch.Window == new WindowSize(size, size) && mirroring is null)
        {
            FillWhole(chosen, noise, lesions, clean, noisy, mask, lesion);
            return;
        }

        // Corrupted as a whole, so that noise cells and lesions have the same size whatever the window.
        var elements = channels * pixels;
        var (wholeClean, wholeNoisy, wholeMask) = (new float[chosen.Length * elements], new float[chosen.Length * elements], new float[chosen.Length * pixels]);
        var wholeLesion = new float[lesion.IsEmpty ? 0 : chosen.Length * pixels];
        FillWhole(chosen, noise, lesions, wholeClean, wholeNoisy, wholeMask, wholeLesion);
        var windowPixels = batch.Window.X * batch.Window.Y;
        var foreground = new byte[pixels];
        for (var i = 0; i < chosen.Length; i++)
        {
            TensorPrimitives.ConvertTruncating<float, byte>(wholeMask.AsSpan(i * pixels, pixels), foreground);
            var window = ForegroundWindow.Around(foreground, size).Resized(batch.Window, size);
            var mirror = mirroring?.NextInt(2) == 1;
            Copy(wholeClean, clean, channels);
            Copy(wholeNoisy, noisy, channels);
            Copy(wholeMask, mask, 1);
            if (!lesion.IsEmpty)
            {
                Copy(wholeLesion, lesion, 1);
            }

            void Copy(ReadOnlySpan<float> whole, Span<float> part, int planes) =>
                window.CopyFrom(whole.Slice(i * planes * pixels, planes * pixels), part.Slice(i * planes * windowPixels, planes * windowPixels), size, mirror);
        }
    }

    private void FillWhole(ReadOnlySpan<int> chosen, RandomStream random, Func<int, RandomStream> lesions, Span<float> clean, Span<float> noisy, Span<float> mask, Span<float> lesion)
    {
        var elements = channels * pixels;
        for (var i = 0; i < chosen.Length; i++)
        {
            slices.Copy(chosen[i], clean.Slice(i * elements, elements));
        }

        CoarseNoise.WriteForeground(clean, mask, channels, size);
        var corruption = new BatchCorruption(
            lesion.IsEmpty ? [] : BatchCorruption.DrawLesions(options.Lesions, slices.Modalities, mask, size, lesions),
            options.Corruption.Draw(chosen.Length, channels, size, random),
            slices.Modalities,
            size);
        corruption.Apply(clean, mask, noisy, lesion, new double[chosen.Length]);
    }
}
