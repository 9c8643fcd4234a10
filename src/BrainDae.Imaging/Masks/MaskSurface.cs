using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Masks;

/// <summary>The surface of a mask: its voxels that share a face with the background. What lies outside the volume is background.</summary>
public static class MaskSurface
{
    /// <summary>Marks the surface.</summary>
    /// <param name="mask">0 is background, anything else foreground; shape [slices, rows, columns] in C order.</param>
    /// <param name="surface">Receives 1 or 0 for each voxel; same shape, other memory than <paramref name="mask"/>.</param>
    /// <param name="shape">Size of the volume.</param>
    /// <returns>The number of voxels on the surface.</returns>
    /// <exception cref="ArgumentException">A span has another number of voxels, or a size is below 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find(ReadOnlySpan<byte> mask, Span<byte> surface, GridShape shape)
    {
        shape.Validate(mask.Length);
        shape.Validate(surface.Length);
        surface.Clear();
        var (count, plane) = (0, shape.Rows * shape.Columns);
        for (var row = 0; row < shape.Slices * shape.Rows; row++)
        {
            var (offset, slice, r) = (row * shape.Columns, row / shape.Rows, row % shape.Rows);
            var here = mask.Slice(offset, shape.Columns);
            var atRim = slice == 0 || slice == shape.Slices - 1 || r == 0 || r == shape.Rows - 1;
            for (var column = here.IndexOfAnyExcept((byte)0); column >= 0 && column < here.Length; column++)
            {
                if (here[column] == 0)
                {
                    continue;
                }

                var i = offset + column;
                if (atRim || column == 0 || column == here.Length - 1
                    || here[column - 1] == 0 || here[column + 1] == 0
                    || mask[i - shape.Columns] == 0 || mask[i + shape.Columns] == 0
                    || mask[i - plane] == 0 || mask[i + plane] == 0)
                {
                    surface[i] = 1;
                    count++;
                }
            }
        }

        return count;
    }
}
