using System.Numerics.Tensors;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Augmentation;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Corruption.Painting;
using BrainDae.Torch.Runtime;

namespace BrainDae.Torch.Training;

/// <summary>
/// Fills batches. What a batch holds is a function of the run's seed and the batch's number alone, so training can go
/// on at any iteration without having seen the ones before.
/// </summary>
/// <param name="slices">What to draw from.</param>
/// <param name="options">The recipe: seed, augmentation, corruption, lesions, window, mirroring.</param>
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
        Augmentation = 7,
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
            order[first..(first + batch.Slices)],
            new RandomStream(options.Seed, (long)Purpose.TrainingNoise, iteration),
            slice => new(options.Seed, (long)Purpose.TrainingLesions, iteration, slice),
            options.Augmentation.Varies ? [.. Enumerable.Range(0, batch.Slices).Select(Variation)] : [],
            options.Mirror ? new RandomStream(options.Seed, (long)Purpose.Mirroring, iteration) : null);

        IntensityDraw Variation(int slice) => options.Augmentation.Draw(slices.Modalities, new(options.Seed, (long)Purpose.Augmentation, iteration, slice));
    }

    /// <summary>Fills a validation batch: slices in their order, the same noise and lesions in every epoch.</summary>
    public void FillValidation(int first, TrainingBatch batch) => Fill(
        batch,
        [.. Enumerable.Range(first, batch.Slices)],
        new RandomStream(0, (long)Purpose.ValidationNoise, first),
        slice => new(0, (long)Purpose.ValidationLesions, first + slice),
        variations: [],
        mirroring: null);

    private void Fill(TrainingBatch batch, int[] chosen, RandomStream noise, Func<int, RandomStream> lesions, IntensityDraw[] variations, RandomStream? mirroring)
    {
        var clean = TensorMemory.Elements(batch.Clean);
        var noisy = TensorMemory.Elements(batch.Noisy);
        var mask = TensorMemory.Elements(batch.Mask);
        var lesion = batch.Lesion is null ? [] : TensorMemory.Elements(batch.Lesion);
        var neighbors = options.Network.Neighbors;
        if (batch.Window == new WindowSize(size, size) && mirroring is null && neighbors == 0)
        {
            Read(chosen, 0, variations, clean, mask);
            Draw(mask, !lesion.IsEmpty, lesions, noise).Apply(clean, mask, noisy, lesion, new double[chosen.Length]);
            return;
        }

        // Corrupted as a whole, so that noise cells and lesions have the same size whatever the window.
        var elements = channels * pixels;
        var (wholeClean, wholeNoisy, wholeMask) = (new float[chosen.Length * elements], new float[chosen.Length * elements], new float[chosen.Length * pixels]);
        var wholeLesion = new float[lesion.IsEmpty ? 0 : chosen.Length * pixels];
        Read(chosen, 0, variations, wholeClean, wholeMask);
        var corruption = Draw(wholeMask, !lesion.IsEmpty, lesions, noise);
        var windows = Windows(wholeMask, batch.Window, mirroring);
        var inputs = channels * (2 * neighbors + 1);
        for (var offset = -neighbors; offset <= neighbors; offset++)
        {
            if (neighbors > 0)
            {
                Read(chosen, offset, variations, wholeClean, wholeMask);
            }

            corruption.Apply(wholeClean, wholeMask, wholeNoisy, wholeLesion, [.. chosen.Select(slice => slices.Distance(slice, offset))]);
            Copy(wholeNoisy, noisy, channels, inputs, channels * (offset + neighbors));
            if (offset == 0)
            {
                Copy(wholeClean, clean, channels, channels, 0);
                Copy(wholeMask, mask, 1, 1, 0);
                Copy(wholeLesion, lesion, 1, 1, 0);
            }
        }

        // Copies the windows of all slices to where the planes of a slice begin at a given one.
        void Copy(ReadOnlySpan<float> whole, Span<float> part, int planes, int planesThere, int first)
        {
            var windowPixels = batch.Window.X * batch.Window.Y;
            for (var i = 0; i < windows.Length && !part.IsEmpty; i++)
            {
                var target = part.Slice((i * planesThere + first) * windowPixels, planes * windowPixels);
                windows[i].Window.CopyFrom(whole.Slice(i * planes * pixels, planes * pixels), target, size, windows[i].Mirror);
            }
        }
    }

    /// <summary>Reads slices, or neighbors of them, varied as was drawn, with the foreground that they have as they are.</summary>
    private void Read(int[] chosen, int offset, IntensityDraw[] variations, Span<float> clean, Span<float> mask)
    {
        var elements = channels * pixels;
        for (var i = 0; i < chosen.Length; i++)
        {
            slices.Copy(chosen[i], clean.Slice(i * elements, elements), offset);
        }

        CoarseNoise.WriteForeground(clean, mask, channels, size);
        for (var i = 0; i < variations.Length; i++)
        {
            variations[i].Apply(clean.Slice(i * elements, elements), mask.Slice(i * pixels, pixels), size);
        }
    }

    private BatchCorruption Draw(ReadOnlySpan<float> mask, bool paints, Func<int, RandomStream> lesions, RandomStream noise) => new(
        paints ? BatchCorruption.DrawLesions(options.Lesions, slices.Modalities, mask, size, lesions) : [],
        options.Corruption.Draw(mask.Length / pixels, channels, size, noise),
        slices.Modalities,
        size);

    /// <summary>What the network sees of each slice, and whether mirrored.</summary>
    private (ForegroundWindow Window, bool Mirror)[] Windows(ReadOnlySpan<float> mask, WindowSize window, RandomStream? mirroring)
    {
        var foreground = new byte[pixels];
        var windows = new (ForegroundWindow Window, bool Mirror)[mask.Length / pixels];
        for (var i = 0; i < windows.Length; i++)
        {
            TensorPrimitives.ConvertTruncating(mask.Slice(i * pixels, pixels), foreground);
            windows[i] = (ForegroundWindow.Around(foreground, size).Resized(window, size), mirroring?.NextInt(2) == 1);
        }

        return windows;
    }
}
