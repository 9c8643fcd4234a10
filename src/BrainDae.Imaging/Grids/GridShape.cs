namespace BrainDae.Imaging.Grids;

/// <summary>Size of a volume in C order: columns vary fastest, slices slowest.</summary>
/// <param name="Slices">Number of slices, at least 1.</param>
/// <param name="Rows">Rows of a slice, at least 1.</param>
/// <param name="Columns">Columns of a slice, at least 1.</param>
public readonly record struct GridShape(int Slices, int Rows, int Columns)
{
    /// <summary>Number of voxels.</summary>
    public long Count => (long)Slices * Rows * Columns;

    /// <summary>Proves that a span of <paramref name="length"/> voxels has this shape.</summary>
    /// <exception cref="ArgumentException">It has not, or a size is below 1.</exception>
    public void Validate(int length)
    {
        if (Slices < 1 || Rows < 1 || Columns < 1 || Count != length)
        {
            throw new ArgumentException($"{length} voxels do not fit {Slices} slices of {Rows} rows of {Columns}.");
        }
    }
}
