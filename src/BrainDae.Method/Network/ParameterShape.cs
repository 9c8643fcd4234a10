using System.Collections.Immutable;

namespace BrainDae.Method.Network;

/// <summary>A parameter of a network as its file holds it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its extents.</param>
public readonly record struct ParameterShape(string Name, params ImmutableArray<long> Shape);
