using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>A file name of the Brain Imaging Data Structure: entities such as sub-01 and ce-gadolinium, then a suffix such as T1w.</summary>
/// <param name="Entities">Values by key.</param>
/// <param name="Suffix">What comes last.</param>
internal sealed record BidsName(ImmutableDictionary<string, string> Entities, string Suffix)
{
    /// <summary>The value of an entity; null without it.</summary>
    public string? this[string key] => Entities.GetValueOrDefault(key);

    /// <summary>Reads a file's name without extension; null where it is none of this kind.</summary>
    public static BidsName? Of(string stem)
    {
        var parts = stem.Split('_');
        var entities = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in parts[..^1])
        {
            if (part.Split('-', 2) is not [{ Length: > 0 } key, { Length: > 0 } value] || !entities.TryAdd(key, value))
            {
                return null;
            }
        }

        return parts[^1].Length > 0 && !parts[^1].Contains('-', StringComparison.Ordinal) ? new(entities.ToImmutable(), parts[^1]) : null;
    }
}
