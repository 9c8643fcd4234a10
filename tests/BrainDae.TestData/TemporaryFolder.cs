namespace BrainDae.TestData;

/// <summary>A fresh folder that is removed with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("braindae-test-").FullName;

    public string Path { get; }

    /// <summary>A path inside the folder.</summary>
    public string this[params ReadOnlySpan<string> path] => System.IO.Path.Combine([Path, .. path]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
