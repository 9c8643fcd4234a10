using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Masks;

/// <summary>The part of a mask that is not empty.</summary>
/// <param name="Box">The smallest block that holds it.</param>
/// <param name="Mask">The block's voxels, 1 or 0.</param>
public sealed record MaskPart(MaskBox Box, byte[] Mask)
{
    /// <summary>Cuts it out of a mask in which 0 is background and anything else foreground; null where nothing is foreground.</summary>
    public static MaskPart? Of(ReadOnlySpan<byte> mask, GridShape shape) =>
        MaskBox.Around(mask, shape) is { } box ? new(box, box.Cut(mask, shape)) : null;
}
