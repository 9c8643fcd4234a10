namespace BrainDae.Method.Corruption;

/// <summary>The corruption of one batch as it was drawn. Immutable, so that it can be applied again.</summary>
public interface ICorruption
{
    /// <summary>
    /// Writes every plane of <see cref="SliceBatch.Corrupted"/>, also those that stay as they are, as a function of the
    /// draw and of the batch's other values alone; times <see cref="SliceBatch.Strength"/>, and in the foreground only, both
    /// of which <see cref="SliceBatch.Add"/> sees to. A network that reads neighboring slices gets them through the same draw, applied once to each neighbor.
    /// </summary>
    /// <param name="batch">As many slices as were drawn for.</param>
    void Apply(SliceBatch batch);
}
