using System.Collections.Immutable;

namespace BrainDae.Data.Formats;

/// <summary>A tensor to write whose bytes are in memory.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="ElementType">Type of one element.</param>
/// <param name="Shape">Axes in C order (last axis fastest); empty for a scalar.</param>
/// <param name="Data">Little-endian elements, exactly as many as the shape has.</param>
public sealed record SafetensorsTensor(string Name, ElementType ElementType, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Data);

/// <summary>A tensor to write whose bytes are produced while the file is written, so that big data is not copied first.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="ElementType">Type of one element.</param>
/// <param name="Shape">Axes in C order (last axis fastest); empty for a scalar.</param>
/// <param name="WriteTo">Writes exactly the bytes that the shape asks for, little endian; called once.</param>
public sealed record SafetensorsSource(string Name, ElementType ElementType, ImmutableArray<long> Shape, Action<Stream> WriteTo);
