using BrainDae.Imaging.Grids;
using BrainDae.Method.Network;

namespace BrainDae.Method.Scoring;

/// <summary>What goes into a network in one pass, and what comes out of it: as many windows of one size as a batch has slices.</summary>
public sealed class NetworkBatch
{
    private readonly int neighbors;

    internal NetworkBatch(int count, NetworkOptions network, WindowSize window, bool wantsLesions)
    {
        (Count, Channels, InputChannels, Window) = (count, network.Channels, network.InputChannels, window);
        neighbors = network.Neighbors;
        Input = new float[count * InputChannels * window.X * window.Y];
        Reconstruction = new float[count * Channels * window.X * window.Y];
        LesionProbability = wantsLesions ? new float[count * window.X * window.Y] : [];
    }

    /// <summary>Number of windows.</summary>
    public int Count { get; }

    /// <summary>Modalities of each.</summary>
    public int Channels { get; }

    /// <summary>Channels that the network reads: the modalities of the slice and of its neighbors.</summary>
    public int InputChannels { get; }

    /// <summary>Their size in pixels.</summary>
    public WindowSize Window { get; }

    /// <summary>Normalized intensities, [window, input channel, x, y] in C order; 0 where there are fewer slices than windows.</summary>
    public float[] Input { get; }

    /// <summary>Receives the reconstruction, [window, modality, x, y].</summary>
    public float[] Reconstruction { get; }

    /// <summary>Receives how likely each pixel is lesion, 0 to 1, [window, x, y]; empty where nobody wants it or the network does not say.</summary>
    public float[] LesionProbability { get; }

    /// <summary>Takes windows out of slices, and out of their neighbors at the same place.</summary>
    internal void Fill(ReadOnlySpan<float> images, ReadOnlySpan<int> slices, ReadOnlySpan<ForegroundWindow> windows, int size)
    {
        var (all, elements) = (windows.Length, Channels * Window.X * Window.Y);
        var stack = 2 * neighbors + 1;
        Input.AsSpan(slices.Length * stack * elements).Clear();
        for (var i = 0; i < slices.Length * stack; i++)
        {
            var slice = slices[i / stack];
            var shown = Math.Clamp(slice + i % stack - neighbors, 0, all - 1);
            windows[slice].CopyFrom(Planes(images, shown, Channels, size), Input.AsSpan(i * elements, elements), size);
        }
    }

    /// <summary>Brings the outputs back to where the windows were taken from.</summary>
    internal void Empty(Span<float> reconstruction, Span<float> lesionProbability, ReadOnlySpan<int> slices, ReadOnlySpan<ForegroundWindow> windows, int size)
    {
        var (area, elements) = (Window.X * Window.Y, Channels * Window.X * Window.Y);
        for (var i = 0; i < slices.Length; i++)
        {
            var (slice, window) = (slices[i], windows[slices[i]]);
            window.CopyTo(Reconstruction.AsSpan(i * elements, elements), reconstruction.Slice(slice * Channels * size * size, Channels * size * size), size);
            if (LesionProbability.Length > 0)
            {
                window.CopyTo(LesionProbability.AsSpan(i * area, area), lesionProbability.Slice(slice * size * size, size * size), size);
            }
        }
    }

    private static ReadOnlySpan<float> Planes(ReadOnlySpan<float> images, int slice, int channels, int size) =>
        images.Slice(slice * channels * size * size, channels * size * size);
}
