namespace BrainDae.Data.Formats;

/// <summary>Bytes of a tensor from its shape, for shapes that cannot be trusted.</summary>
internal static class TensorSize
{
    /// <summary>Product of the axes (1 for none) times the element size; false where an axis is negative or the product exceeds 63 bits.</summary>
    public static bool TryCountBytes(ElementType type, ReadOnlySpan<long> shape, out long bytes)
    {
        bytes = type.Size;
        foreach (var axis in shape)
        {
            if (axis < 0 || (axis > 0 && bytes > long.MaxValue / axis))
            {
                return false;
            }

            bytes *= axis;
        }

        return true;
    }
}
