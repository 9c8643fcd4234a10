namespace BrainDae.Fuzz.Running;

/// <summary>Where inputs lie while they are read: in memory where the system has a file system there.</summary>
public sealed class ScratchFolder : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    public ScratchFolder() => Path = Directory.CreateDirectory(System.IO.Path.Combine(Root, $"braindae-fuzz-{Guid.NewGuid():N}")).FullName;

    /// <summary>Holds all scratch folders.</summary>
    public static string Root { get; } = Directory.Exists(MemoryFolder) ? MemoryFolder : System.IO.Path.GetTempPath();

    public string Path { get; }

    /// <summary>A path inside the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, whose folder is made where there is none.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = this[name];
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
