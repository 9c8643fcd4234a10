namespace BrainDae.Fuzz.Differential;

/// <summary>Another program that reads NIfTI files.</summary>
public interface IForeignReader : IDisposable
{
    string Name { get; }

    /// <summary>Reads files, in order.</summary>
    ForeignImage[] Read(IReadOnlyList<byte[]> files);

    /// <summary>
    /// What the program is known to do otherwise where both read a file but not the same in it; null where the difference
    /// is one to look into.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="ours">What this software reads in it.</param>
    /// <param name="theirs">What the program reads.</param>
    string? KnownDifference(byte[] file, ForeignImage ours, ForeignImage theirs);
}
