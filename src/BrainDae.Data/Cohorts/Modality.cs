using System.Buffers;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>An MR sequence, known by its name everywhere: its place among the channels is <see cref="Modalities"/>' alone.</summary>
public sealed record Modality
{
    /// <summary>Longest name.</summary>
    public const int MaximumLength = 32;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    private Modality(string name) => Name = name;

    /// <summary>T2-weighted fluid-attenuated inversion recovery.</summary>
    public static Modality Flair { get; } = new("flair");

    /// <summary>T1-weighted.</summary>
    public static Modality T1 { get; } = new("t1");

    /// <summary>T1-weighted with gadolinium contrast.</summary>
    public static Modality T1ce { get; } = new("t1ce");

    /// <summary>T2-weighted.</summary>
    public static Modality T2 { get; } = new("t2");

    /// <summary>Orders modalities by the ordinals of their names.</summary>
    public static IComparer<Modality> ByName { get; } = Comparer<Modality>.Create((one, other) => string.CompareOrdinal(one.Name, other.Name));

    /// <summary>The name in lower case, as in file names of BraTS2021.</summary>
    public string Name { get; }

    /// <summary>The modality of a name, one of those above or any other.</summary>
    /// <param name="name">1 to 32 letters a to z, digits, hyphens and underscores; capitals are taken for small letters.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: another name.</exception>
    public static Modality Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var lower = name.ToLowerInvariant();
        return lower.Length is > 0 and <= MaximumLength && !lower.AsSpan().ContainsAnyExcept(Letters) && lower != "seg"
            ? new(lower)
            : throw BrainDaeException.Option($"'{name}': is no name of a modality. Use 1 to {MaximumLength} letters, digits, hyphens and underscores, and not 'seg', which names the segmentation.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
