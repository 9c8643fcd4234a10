namespace BrainDae.Method.Plausibility;

/// <summary>What of a scan is foreground, in millimetres.</summary>
/// <param name="Millilitres">Its volume.</param>
/// <param name="Width">Extent from right to left, millimetres.</param>
/// <param name="Length">Extent from front to back.</param>
/// <param name="Height">Extent from feet to head.</param>
/// <param name="AtBorder">Share of it that lies at the border of the field of view, within slices.</param>
/// <param name="RimShare">Share of it that is rim: erosion as of scores takes it away. Two- or threefold where it consists of several layers, as of skull and brain.</param>
/// <param name="LowestArea">Area in the lowest slice, square centimetres.</param>
/// <param name="HighestArea">Area in the highest slice.</param>
/// <param name="PixelWidth">Of a slice's pixel, from right to left, millimetres.</param>
/// <param name="PixelLength">From front to back.</param>
/// <param name="SliceDistance">From slice to slice.</param>
internal sealed record BrainTraits(
    double Millilitres, double Width, double Length, double Height, double AtBorder, double RimShare, double LowestArea, double HighestArea, double PixelWidth, double PixelLength, double SliceDistance);
