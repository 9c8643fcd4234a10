namespace BrainDae.Method.Corruption;

/// <summary>Slices that are to be corrupted.</summary>
public readonly ref struct SliceBatch
{
    /// <summary>Number of modalities.</summary>
    public required int Modalities { get; init; }

    /// <summary>Edge of a slice in pixels.</summary>
    public required int Size { get; init; }

    /// <summary>
    /// What the corruption of each slice is to be multiplied by, 0 or more, one a slice: below 1 where it would
    /// hide a synthetic lesion.
    /// </summary>
    public required ReadOnlySpan<double> Strength { get; init; }

    /// <summary>Normalized intensities, [slice, modality, x, y] in C order.</summary>
    public required ReadOnlySpan<float> Clean { get; init; }

    /// <summary>1 in the foreground and 0 elsewhere, [slice, x, y]; the background must stay as it is.</summary>
    public required ReadOnlySpan<float> Foreground { get; init; }

    /// <summary>Receives the corrupted slices, the shape of <see cref="Clean"/>, and may be the same memory.</summary>
    public required Span<float> Corrupted { get; init; }

    /// <summary>Number of slices.</summary>
    public int Count => Strength.Length;

    /// <summary>
    /// Corrupts one plane by adding noise times the slice's strength, within the foreground. Once a plane: it starts from
    /// <see cref="Clean"/>. To replace pixels, add what is to be there less what is.
    /// </summary>
    /// <param name="plane">Slice * <see cref="Modalities"/> + modality.</param>
    /// <param name="noise">[x, y] in C order.</param>
    public void Add(int plane, ReadOnlySpan<float> noise)
    {
        var (pixels, slice) = (Size * Size, plane / Modalities);
        var clean = Clean.Slice(plane * pixels, pixels);
        var corrupted = Corrupted.Slice(plane * pixels, pixels);
        var foreground = Foreground.Slice(slice * pixels, pixels);
        var strength = (float)Strength[slice];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            corrupted[pixel] = clean[pixel] + foreground[pixel] * strength * noise[pixel];
        }
    }

    /// <summary>Some of the slices.</summary>
    internal SliceBatch Part(int first, int count)
    {
        var (pixels, elements) = (Size * Size, Modalities * Size * Size);
        return this with
        {
            Strength = Strength.Slice(first, count),
            Clean = Clean.Slice(first * elements, count * elements),
            Foreground = Foreground.Slice(first * pixels, count * pixels),
            Corrupted = Corrupted.Slice(first * elements, count * elements),
        };
    }
}
