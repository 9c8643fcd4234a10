namespace BrainDae.TestData;

/// <summary>A fresh folder that is removed with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("braindae-test-").FullName;

    public string Path { get; }

    /// <summary>A path inside the folder.</summary>
    public string this[params ReadOnlySpan<string> path] => System.IO.Path.Combine([Path, .. path]);

    /// <summary>Copies every file of a folder, at any depth, into another one, which is made.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, path));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    /// <summary>A folder that is made once and kept until the process ends, to be copied by each test that needs it.</summary>
    public static TemporaryFolder Shared(Action<TemporaryFolder> fill)
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        fill(folder);
        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
