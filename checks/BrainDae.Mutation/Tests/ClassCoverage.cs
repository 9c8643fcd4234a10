using System.Collections.Immutable;

namespace BrainDae.Mutation.Tests;

/// <summary>A test class that passes, how long it takes, and the mutants whose instruction it reaches.</summary>
internal sealed record ClassCoverage(string Project, string Class, double Seconds, ImmutableArray<string> Reached);
