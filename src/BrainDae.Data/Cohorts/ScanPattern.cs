using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>
/// Paths of scans, relative to their folder and with forward slashes, as in '{patient}/{modality}.nii.gz'. {patient},
/// {subject}, {session} and {modality} stand for one or more characters but the slash, the same wherever one is
/// repeated, {modality} for a known word; * for any characters but the slash.
/// </summary>
internal sealed partial class ScanPattern
{
    private const int MostPlaces = 16;
    private const int MostCharacters = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ImmutableArray<string> Names = ["patient", "subject", "session", "modality"];

    private readonly ImmutableDictionary<string, string> nameOfWord;
    private readonly Regex longest;
    private readonly Regex shortest;

    private ScanPattern(string text, ImmutableArray<(string Name, string Word)> words)
    {
        Text = text;
        nameOfWord = words.ToImmutableDictionary(named => named.Word, named => named.Name, StringComparer.OrdinalIgnoreCase);
        (longest, shortest) = (Compile(text, words, "", longestFirst: true), Compile(text, words, "?", longestFirst: false));
        Folders = [.. text.Split('/')[..^1].Select(folder => new Regex($"^{Place().Replace(Regex.Escape(folder), ".*").Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking))];
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>What the name of a folder must be like to lead to a scan, from the top.</summary>
    public ImmutableArray<Regex> Folders { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="words">What modalities are called.</param>
    /// <param name="wanted">Their own names are words too.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public static ScanPattern Parse(string text, ModalityWords words, Modalities wanted)
    {
        ImmutableArray<string> places = [.. AnyPlace().Matches(text).Select(match => match.Groups[1].Value)];
        var fault = text.Length is 0 or > MostCharacters || places.Length > MostPlaces ? $"must be 1 to {MostCharacters} characters with at most {MostPlaces} places"
            : text.Split('/').Any(part => part is "" or "." or "..") || text.Contains('\\', StringComparison.Ordinal) ? "must be a path inside the folder, with single forward slashes"
            : places.FirstOrDefault(place => !Names.Contains(place)) is { } unknown ? $"'{{{unknown}}}' means nothing; use {{{string.Join("}, {", Names)}}} and *"
            : Place().Replace(text, "").AsSpan().ContainsAny('{', '}') ? "has a brace that belongs to no place"
            : !places.Contains("modality") ? "needs {modality}, to tell the scans of a patient from each other"
            : !places.Contains("patient") && !places.Contains("subject") ? "needs {patient} or {subject}, to tell patients from each other"
            : Adjacent().IsMatch(text) ? "has two places with nothing between them, so nothing says where one ends"
            : null;
        return fault is null ? new(text, [.. words.All(wanted)]) : throw BrainDaeException.Option($"{new OptionName("Pattern")} '{text}': {fault}. An example is '{{patient}}/{{modality}}.nii.gz'.");
    }

    /// <summary>What a path says; null where the pattern does not fit.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: the pattern fits in several ways.</exception>
    public PlacedScan? Match(string path)
    {
        try
        {
            var (one, other) = (longest.Match(path), shortest.Match(path));
            return !one.Success ? null
                : Names.All(name => one.Groups[name].Value == other.Groups[name].Value) ? Placed(one)
                : throw BrainDaeException.Invalid($"{path}: fits {new OptionName("Pattern")} '{Text}' in several ways ({Told(one)}; or {Told(other)}). Describe the path more exactly.");
        }
        catch (RegexMatchTimeoutException e)
        {
            throw BrainDaeException.Invalid($"{path}: takes too long to compare with {new OptionName("Pattern")} '{Text}'. Use fewer places.", e);
        }
    }

    private PlacedScan Placed(Match match)
    {
        var (patient, subject, session) = (Value("patient"), Value("subject"), Value("session"));
        return new(
            string.Join('_', new[] { patient ?? subject, session }.Where(part => part is not null)),
            subject ?? patient!,
            nameOfWord[match.Groups["modality"].Value]);

        string? Value(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
    }

    private static string Told(Match match) => string.Join(", ", Names.Where(name => match.Groups[name].Success).Select(name => $"{name} {match.Groups[name].Value}"));

    private static Regex Compile(string text, ImmutableArray<(string Name, string Word)> words, string lazy, bool longestFirst)
    {
        var ordered = words.Select(named => named.Word).OrderBy(word => longestFirst ? -word.Length : word.Length).ThenBy(word => word, StringComparer.Ordinal);
        var modality = $"(?i:{string.Join('|', ordered.Select(Regex.Escape))})";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var expression = new StringBuilder("^");
        var at = 0;
        foreach (Match place in PlaceOrStar().Matches(text))
        {
            expression.Append(Regex.Escape(text[at..place.Index]));
            var name = place.Value.Trim('{', '}');
            expression.Append(name == "*" ? $"[^/]*{lazy}" : !seen.Add(name) ? $@"\k<{name}>" : $"(?<{name}>{(name == "modality" ? modality : $"[^/]+{lazy}")})");
            at = place.Index + place.Length;
        }

        // Names that do not occur are asked for all the same; an empty group that never matches answers.
        var absent = string.Concat(Names.Where(name => !seen.Contains(name)).Select(name => $"(?<{name}>(?!))?"));
        return new($"{expression}{Regex.Escape(text[at..])}{absent}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);
    }

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex AnyPlace();

    [GeneratedRegex(@"\\?\{(?:patient|subject|session|modality)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\*|\{(?:patient|subject|session|modality)\}")]
    private static partial Regex PlaceOrStar();

    [GeneratedRegex(@"[}*][{*]")]
    private static partial Regex Adjacent();
}

/// <summary>What the path of a scan says.</summary>
/// <param name="Patient">Name of the patient, with the session where the pattern has one.</param>
/// <param name="Subject">Who was scanned.</param>
/// <param name="Name">Name of the modality, or <see cref="ModalityWords.Segmentation"/>.</param>
internal sealed record PlacedScan(string Patient, string Subject, string Name);
