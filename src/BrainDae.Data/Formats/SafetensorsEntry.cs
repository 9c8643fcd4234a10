using System.Collections.Immutable;

namespace BrainDae.Data.Formats;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="ElementType">Type of one element.</param>
/// <param name="Shape">Axes in C order (last axis fastest); empty for a scalar.</param>
/// <param name="Offset">First byte, counted from the end of the header.</param>
/// <param name="Length">Number of bytes: the product of the axes times the element size.</param>
public sealed record SafetensorsEntry(string Name, ElementType ElementType, ImmutableArray<long> Shape, long Offset, long Length);
