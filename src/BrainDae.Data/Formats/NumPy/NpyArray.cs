using System.Collections.Immutable;

namespace BrainDae.Data.Formats.NumPy;

/// <summary>A NumPy array of numbers.</summary>
/// <param name="Shape">Lengths of its axes.</param>
/// <param name="Values">Its elements in C order (last axis fastest), whatever their type and order in the file; integers beyond 2^53 are rounded.</param>
public sealed record NpyArray(ImmutableArray<int> Shape, ImmutableArray<double> Values);
