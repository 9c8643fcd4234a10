namespace BrainDae.TestData;

/// <summary>Where the tests find their data.</summary>
public static class TestFiles
{
    /// <summary>A golden file or folder, copied beside the tests.</summary>
    public static string Golden(params ReadOnlySpan<string> path) =>
        Path.Combine([AppContext.BaseDirectory, "golden", .. path]);

    /// <summary>
    /// A file or folder of a `shared` folder beside the checkout (real scans, the NIfTI corpus), or null on a machine
    /// that does not have it; such a test is skipped, saying so.
    /// </summary>
    public static string? Shared(params ReadOnlySpan<string> path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine([folder.FullName, "shared", .. path]);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
