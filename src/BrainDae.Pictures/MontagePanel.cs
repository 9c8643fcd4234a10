namespace BrainDae.Pictures;

/// <summary>
/// One image of a montage. Values have the shape [x, y] in C order (y fastest), the layout of a slice in
/// a stored patient. They are shown with x to the right and y downwards: for scans whose x axis runs to
/// the patient's left and y axis to the back, as in BraTS, that is the radiological view, the forehead up and the
/// patient's right side on the left.
/// </summary>
public sealed record MontagePanel
{
    /// <summary>Text above the image; empty for none. Printable ASCII.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Pixel values, shape [x, y].</summary>
    public required ReadOnlyMemory<float> Values { get; init; }

    /// <summary>Colours of the values.</summary>
    public ColorMap Colours { get; init; } = ColorMap.Grey;

    /// <summary>The values shown in the first and the last colour. Default 0 and 1.</summary>
    public (float Low, float High) Window { get; init; } = (0, 1);

    /// <summary>Region to draw an outline of, shape [x, y], not 0 inside; empty for none.</summary>
    public ReadOnlyMemory<byte> Outline { get; init; }
}
