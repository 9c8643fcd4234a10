using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>
/// What modalities, and the segmentation, are called in file names and in dataset.json: the words that are usual, and
/// those that a user adds. Capitals and small letters are the same. Immutable.
/// </summary>
public sealed class ModalityWords
{
    /// <summary>What the segmentation is called among the names of modalities.</summary>
    public const string Segmentation = "seg";

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Usually = new Dictionary<string, ImmutableArray<string>>
    {
        ["flair"] = ["flair", "t2f", "t2flair", "t2-flair", "t2_flair", "flair-t2", "tirm"],
        ["t1"] = ["t1", "t1w", "t1n", "t1-weighted", "t1-native"],
        ["t1ce"] = ["t1ce", "t1gd", "t1c", "t1post", "t1-post", "t1_post", "t1wce", "t1w-ce", "t1-ce", "t1-gd", "t1w-gd", "t1wgd", "t1contrast", "t1-contrast"],
        ["t2"] = ["t2", "t2w", "t2-weighted"],
        [Segmentation] = [Segmentation, "segmentation", "label", "mask"],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private readonly ImmutableDictionary<string, ImmutableArray<string>> own;

    private ModalityWords(ImmutableDictionary<string, ImmutableArray<string>> own) => this.own = own;

    /// <summary>The usual words alone.</summary>
    public static ModalityWords Usual { get; } = new(ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>Reads words such as flair=FLAIR,t1=T1KM,seg=mask; a modality may have several, and the usual ones of a modality that is named count no more.</summary>
    /// <param name="text">The list; null or empty for <see cref="Usual"/>.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: a pair is malformed, or a word stands for two modalities.</exception>
    public static ModalityWords Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Usual;
        }

        var pairs = text.Split(',', StringSplitOptions.TrimEntries).Select(Pair).ToArray();
        if (pairs.GroupBy(pair => pair.Word, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw BrainDaeException.Option($"{new OptionName("Words")} '{text}': '{twice.Key}' is given twice. Give each word once.");
        }

        return new(pairs.GroupBy(pair => pair.Name, pair => pair.Word, StringComparer.Ordinal).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal));
    }

    /// <summary>What a word names.</summary>
    /// <param name="word">As it stands in a file name or in dataset.json.</param>
    /// <param name="wanted">Their own names are words too.</param>
    /// <returns>Name of the modality, or <see cref="Segmentation"/>; null for a word that names nothing.</returns>
    public string? Find(string word, Modalities wanted) =>
        All(wanted).FirstOrDefault(named => named.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Name;

    /// <summary>All words with what they name; a user's words first.</summary>
    /// <param name="wanted">Their own names are words too.</param>
    internal IEnumerable<(string Name, string Word)> All(Modalities wanted)
    {
        var usual = Usually.Where(named => !own.ContainsKey(named.Key)).SelectMany(Pairs);
        var names = wanted.Where(modality => !own.ContainsKey(modality.Name) && !Usually.ContainsKey(modality.Name)).Select(modality => (modality.Name, modality.Name));
        return own.SelectMany(Pairs).Concat(usual).Concat(names).DistinctBy(named => named.Item2, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The usual words of some modalities, for messages.</summary>
    internal static string Hint(Modalities wanted) =>
        string.Join("; ", wanted.Select(modality => $"{modality}: {string.Join(", ", Usually.GetValueOrDefault(modality.Name, [modality.Name]).Take(4))}"));

    private static IEnumerable<(string Name, string Word)> Pairs(KeyValuePair<string, ImmutableArray<string>> named) => named.Value.Select(word => (named.Key, word));

    private static (string Name, string Word) Pair(string pair) =>
        pair.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, { Length: > 0 } word]
            ? (name.Equals(Segmentation, StringComparison.OrdinalIgnoreCase) ? Segmentation : Modality.Of(name).Name, word)
            : throw BrainDaeException.Option($"{new OptionName("Words")} '{pair}': must be a modality, or seg, and what the files call it, as in t1ce=T1KM.");
}
