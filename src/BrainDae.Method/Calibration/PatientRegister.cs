using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using BrainDae.Data.Splits;

namespace BrainDae.Method.Calibration;

/// <summary>
/// Which patients a model has seen, so that it can be told later whether it is shown one of them again: by name, at
/// another visit, by the subject, or under another name, by the content of its slices. Immutable.
/// </summary>
/// <param name="Salt">Where the register is anonymous, what names and contents were hashed with; null where they stand as they are.</param>
/// <param name="Names">Names, or their salted hashes, sorted.</param>
/// <param name="ContentSha256">Content hashes of the patients' slices, or the salted hashes of these, sorted where salted; empty where they are not known.</param>
public sealed record PatientRegister(string? Salt, ImmutableArray<string> Names, ImmutableArray<string> ContentSha256)
{
    /// <summary>Who the patients are where their names say more than that, as of several visits: subjects, or their salted hashes, sorted; null where names say it all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Subjects { get; init; }

    /// <summary>No patient.</summary>
    public static PatientRegister Empty { get; } = new(null, [], []);

    /// <summary>Registers patients.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="contents">Content hashes of their slices.</param>
    /// <param name="salt">Any text, for an anonymous register; null to store names as they are.</param>
    /// <param name="subjects">Who was scanned; null where each name is a subject of its own.</param>
    public static PatientRegister Of(IEnumerable<string> names, IEnumerable<string> contents, string? salt, IEnumerable<string>? subjects = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(contents);
        string[] named = [.. names.Order(StringComparer.Ordinal)];
        string[] others = [.. (subjects ?? []).Except(named, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (salt is null ? new PatientRegister(null, [.. named], [.. contents]) : new(salt, Salted(named, salt), Salted(contents, salt))) with
        {
            Subjects = others.Length == 0 ? null : salt is null ? [.. others] : Salted(others, salt),
        };
    }

    /// <summary>Identity of a list of names whatever its order, which an anonymous model must not store without its salt: a list is as easily guessed as a name.</summary>
    /// <param name="names">The names.</param>
    /// <param name="salt">The register's salt; null for <see cref="CohortSplit.ContentHash"/>.</param>
    public static string SplitHash(IEnumerable<string> names, string? salt) =>
        salt is null ? CohortSplit.ContentHash(names) : Hash(salt, CohortSplit.ContentHash(names));

    /// <summary>Whether a patient is registered: by name, by subject or by content.</summary>
    /// <param name="name">Name of the patient.</param>
    /// <param name="contentSha256">Content hash of its slices.</param>
    /// <param name="subject">Who was scanned; null where that is the name.</param>
    public bool Holds(string name, string contentSha256, string? subject = null) =>
        Knows(Shown(name)) || Knows(Shown(subject ?? name)) || ContentSha256.Contains(Shown(contentSha256));

    /// <summary>The same patients with salted hashes in place of names and contents; an anonymous register as it is.</summary>
    public PatientRegister Anonymous(string salt) => Salt is null ? Of(Names, ContentSha256, salt, Subjects) : this;

    /// <summary>A salt that depends on the data alone, so that the same run gives the same file.</summary>
    public static string SaltOf(string dataSha256) => Hash("salt", dataSha256)[..32];

    private static ImmutableArray<string> Salted(IEnumerable<string> texts, string salt) =>
        [.. texts.Select(text => Hash(salt, text)).Order(StringComparer.Ordinal)];

    private static string Hash(string salt, string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{text}")));

    /// <summary>Whether a name or hash is null, as only a register that was read can hold.</summary>
    internal bool HoldsNull => Names.Contains(null!) || ContentSha256.Contains(null!) || Subjects?.Contains(null!) == true;

    private bool Knows(string shown) => Names.Contains(shown) || Subjects?.Contains(shown) == true;

    private string Shown(string text) => Salt is null ? text : Hash(Salt, text);
}
