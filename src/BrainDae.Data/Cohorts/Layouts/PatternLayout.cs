namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>Any layout that a pattern of paths describes; see <see cref="ScanPattern"/>.</summary>
internal sealed class PatternLayout : ICohortLayout
{
    private static readonly string[] Extensions = [.. SourceFolder.Extensions, ".hdr", ".hdr.gz"];

    public CohortLayout Layout => CohortLayout.Pattern;

    public string Sign => "a pattern that was given";

    public bool Recognizes(CohortSource source) => source.Choice.Pattern is not null;

    public Cohort Find(CohortSource source)
    {
        var pattern = ScanPattern.Parse(source.Choice.Pattern!, source.Words, source.Modalities);
        var found = new FoundPatients(source);
        foreach (var path in Files(source.Path, pattern))
        {
            if (pattern.Match(Path.GetRelativePath(source.Path, path).Replace(Path.DirectorySeparatorChar, '/')) is { } scan)
            {
                found.Add(scan.Patient, scan.Subject);
                found.Add(scan.Patient, scan.Name, new(path));
            }
        }

        return found.ToCohort(Layout, $"pattern {pattern.Text}");
    }

    private static IEnumerable<string> Files(string source, ScanPattern pattern)
    {
        IEnumerable<string> folders = [source];
        foreach (var name in pattern.Folders)
        {
            folders = [.. folders.SelectMany(Directory.EnumerateDirectories).Where(folder => name.IsMatch(Path.GetFileName(folder)))];
        }

        return folders.SelectMany(Directory.EnumerateFiles).Where(file => Extensions.Any(extension => file.EndsWith(extension, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
    }
}
