using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption.Painting;

/// <summary>
/// What is done to a batch of healthy slices in training, as it was drawn: first synthetic lesions are painted, where
/// the network is to find some, then the recipe's corruption is applied on top. Immutable.
/// </summary>
/// <param name="Lesions">One for each slice; empty where none are to be painted.</param>
/// <param name="Corruption">The recipe's.</param>
/// <param name="Modalities">The channels.</param>
/// <param name="Size">Edge of a slice in pixels.</param>
internal sealed record BatchCorruption(ImmutableArray<SliceLesions> Lesions, ICorruption Corruption, Modalities Modalities, int Size)
{
    /// <summary>Draws the lesions of a batch.</summary>
    /// <param name="options">How many, and where their properties lie.</param>
    /// <param name="modalities">The channels.</param>
    /// <param name="foreground">1 in the foreground and 0 elsewhere, [slice, x, y].</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="streams">Each slice's own stream.</param>
    public static ImmutableArray<SliceLesions> DrawLesions(
        LesionOptions options, Modalities modalities, ReadOnlySpan<float> foreground, int size, Func<int, RandomStream> streams)
    {
        var pixels = new byte[size * size];
        var lesions = new SliceLesions[foreground.Length / pixels.Length];
        for (var i = 0; i < lesions.Length; i++)
        {
            TensorPrimitives.ConvertTruncating(foreground.Slice(i * pixels.Length, pixels.Length), pixels);
            lesions[i] = SliceLesions.From(options, modalities, pixels, size, streams(i));
        }

        return [.. lesions];
    }

    /// <summary>Corrupts the slices that were drawn for, or their neighbors on one side.</summary>
    /// <param name="clean">[slice, modality, x, y] in C order; becomes what the network is to give back, since lesions come with other intensities.</param>
    /// <param name="foreground">1 in the foreground and 0 elsewhere, [slice, x, y].</param>
    /// <param name="corrupted">Receives the corrupted slices, the shape of <paramref name="clean"/>.</param>
    /// <param name="lesion">Receives how much of each pixel is lesion, 0 to 1, [slice, x, y]; empty where none are painted.</param>
    /// <param name="distances">How far each slice is from the one that was drawn for, in pixels.</param>
    public void Apply(Span<float> clean, ReadOnlySpan<float> foreground, Span<float> corrupted, Span<float> lesion, ReadOnlySpan<double> distances)
    {
        var strength = new double[distances.Length];
        Array.Fill(strength, 1);
        var (pixels, elements) = (new byte[Size * Size], Modalities.Count * Size * Size);
        for (var i = 0; i < Lesions.Length; i++)
        {
            TensorPrimitives.ConvertTruncating(foreground.Slice(i * pixels.Length, pixels.Length), pixels);
            var painted = corrupted.Slice(i * elements, elements);
            Lesions[i].Apply(clean.Slice(i * elements, elements), painted, pixels, lesion.Slice(i * pixels.Length, pixels.Length), Size, distances[i]);
            strength[i] = Lesions[i].NoiseScale;
        }

        Corruption.Apply(new()
        {
            Modalities = Modalities.Count,
            Size = Size,
            Strength = strength,
            Clean = Lesions.IsEmpty ? clean : corrupted,
            Foreground = foreground,
            Corrupted = corrupted,
        });
    }
}
