namespace BrainDae.Imaging.Grids;

/// <summary>Distances between the centres of neighbouring voxels of a volume in C order, in millimetres.</summary>
/// <param name="Slice">From one slice to the next, above 0.</param>
/// <param name="Row">From one row to the next, above 0.</param>
/// <param name="Column">From one column to the next, above 0.</param>
public readonly record struct GridSpacing(double Slice, double Row, double Column)
{
    /// <summary>Volume of a voxel in cubic millimetres.</summary>
    public double VoxelVolume => Slice * Row * Column;

    /// <exception cref="ArgumentException">A distance is not a number above 0.</exception>
    public void Validate()
    {
        if (!(Slice > 0 && Row > 0 && Column > 0 && double.IsFinite(VoxelVolume)))
        {
            throw new ArgumentException($"A spacing of {Slice}, {Row} and {Column} mm is none: each must be a number above 0.");
        }
    }
}
