using System.Collections.Immutable;

namespace BrainDae.Cli.Description;

/// <summary>What a file or folder is.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Kind">In a word or two.</param>
/// <param name="Facts">What to know of it, each a name and a value.</param>
internal sealed record Described(string Path, string Kind, ImmutableArray<(string Name, string Value)> Facts);
