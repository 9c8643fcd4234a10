using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Imaging.Resampling;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>The lesion label of the kept slices: every class of lesion is 1.</summary>
/// <param name="Pixels">0 or 1, [slice, x, y] in C order.</param>
/// <param name="NativeVoxels">Lesion voxels of each slice before resizing.</param>
internal sealed record LesionLabel(byte[] Pixels, ImmutableArray<int> NativeVoxels)
{
    private const double Threshold = 0.5;

    /// <summary>Resizes the label, 0 or 1, as the image is resized; a pixel is lesion where the result exceeds 0.5.</summary>
    /// <param name="volume">The segmentation; a voxel is lesion if its value exceeds 0.5.</param>
    /// <param name="range">The kept slices.</param>
    /// <param name="resizer">Made for the slices of <paramref name="volume"/>.</param>
    /// <param name="size">Edge of the result in pixels.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="BrainDaeException">A voxel of a kept slice is not a finite number.</exception>
    public static LesionLabel Of(Volume volume, BrainRange range, SliceResizer resizer, int size, string path)
    {
        var pixels = new byte[range.Count * size * size];
        var counts = new int[range.Count];
        var values = new double[volume.SliceLength];
        var resized = new double[size * size];
        for (var i = 0; i < range.Count; i++)
        {
            var slice = range.First + i;
            if (volume.IsBlank(slice))
            {
                continue;
            }

            volume.CopyValues(slice * values.Length, values);
            counts[i] = Binarize(values, slice, path);
            if (counts[i] > 0)
            {
                resizer.Resize<double>(values, resized);
                Mark(resized, pixels.AsSpan(i * resized.Length, resized.Length));
            }
        }

        return new(pixels, [.. counts]);
    }

    private static int Binarize(Span<double> values, int slice, string path)
    {
        var count = 0;
        foreach (ref var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw BrainDaeException.Invalid($"{path}: slice {slice} holds NaN or infinite voxels. Repair the label or leave the patient out.");
            }

            var lesion = value > Threshold ? 1 : 0;
            value = lesion;
            count += lesion;
        }

        return count;
    }

    private static void Mark(ReadOnlySpan<double> resized, Span<byte> pixels)
    {
        for (var i = 0; i < resized.Length; i++)
        {
            pixels[i] = resized[i] > Threshold ? (byte)1 : (byte)0;
        }
    }
}
