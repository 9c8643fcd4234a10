using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>One visit of a subject in the Brain Imaging Data Structure: a folder sub-SUBJECT/[ses-SESSION/]anat.</summary>
/// <param name="Root">The folder that holds the subjects.</param>
/// <param name="Subject">Such as sub-01.</param>
/// <param name="Session">Such as ses-02; null for a subject without sessions.</param>
internal sealed record BidsSession(string Root, string Subject, string? Session)
{
    private const string SubjectPrefix = "sub-";
    private const string SessionPrefix = "ses-";
    private const string AnatFolder = "anat";

    /// <summary>Name of the patient, which starts the name of every file.</summary>
    public string Name => Session is null ? Subject : $"{Subject}_{Session}";

    /// <summary>The folder of the scans.</summary>
    public string Anat => AnatUnder(Root);

    /// <summary>The folders that may hold masks: that of the scans, and the same place in each of derivatives.</summary>
    public IEnumerable<string> MaskFolders
    {
        get
        {
            var derivatives = Path.Combine(Root, "derivatives");
            var pipelines = Directory.Exists(derivatives) ? Directory.EnumerateDirectories(derivatives).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
            return pipelines.Select(AnatUnder).Prepend(Anat);
        }
    }

    /// <summary>All visits under a folder: the root, a subject's, a session's or its anat.</summary>
    public static ImmutableArray<BidsSession> Under(string path)
    {
        var folder = new DirectoryInfo(SourceFolder.Full(path));
        if (folder is { Name: AnatFolder, Parent: { } above })
        {
            folder = above;
        }

        return folder is { Parent: { Parent: { } root } subject } && IsSession(folder.Name) && IsSubject(subject.Name) ? [.. Present([new(root.FullName, subject.Name, folder.Name)])]
            : IsSubject(folder.Name) && folder.Parent is not null ? [.. OfSubject(folder)]
            : [.. folder.EnumerateDirectories($"{SubjectPrefix}*").OrderBy(one => one.Name, StringComparer.Ordinal).SelectMany(OfSubject)];
    }

    /// <summary>Where this visit's files lie under a root.</summary>
    public string AnatUnder(string root) => Path.Combine([root, Subject, .. Session is null ? Array.Empty<string>() : [Session], AnatFolder]);

    private static IEnumerable<BidsSession> OfSubject(DirectoryInfo subject)
    {
        var sessions = subject.EnumerateDirectories($"{SessionPrefix}*").Select(session => session.Name).Order(StringComparer.Ordinal);
        return Present(sessions.Prepend(null).Select(session => new BidsSession(subject.Parent!.FullName, subject.Name, session)));
    }

    private static IEnumerable<BidsSession> Present(IEnumerable<BidsSession> sessions) => sessions.Where(session => Directory.Exists(session.Anat));

    private static bool IsSubject(string name) => name.StartsWith(SubjectPrefix, StringComparison.Ordinal);

    private static bool IsSession(string name) => name.StartsWith(SessionPrefix, StringComparison.Ordinal);
}
