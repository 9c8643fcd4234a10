using BrainDae.Imaging.Randomness;

namespace BrainDae.Onnx.Tests;

/// <summary>Slices that show discs of several sizes and places on a background of 0.</summary>
internal static class Brains
{
    /// <param name="slices">Their number.</param>
    /// <param name="size">Edge in pixels.</param>
    /// <param name="modalities">Channels.</param>
    /// <returns>[slice, modality, x, y].</returns>
    public static float[] Images(int slices, int size, int modalities = 4)
    {
        var random = new RandomStream(4);
        var images = new float[slices * modalities * size * size];
        for (var i = 0; i < images.Length; i++)
        {
            var (slice, x, y) = (i / (modalities * size * size), i % (size * size) / size, i % size);
            var radius = size * (slice % 3 == 2 ? 6 : 3 + slice % 2) / 16;
            var (dx, dy) = (x - size / 2 + slice % 2, y - size / 2);
            images[i] = dx * dx + dy * dy < radius * radius ? (float)random.NextDouble(0.2, 1.2) : 0;
        }

        return images;
    }

    /// <summary>Values of a reconstruction or a probability: anything from 0 to 1.</summary>
    public static float[] Noise(int count, long seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble(0, 1))];
    }
}
