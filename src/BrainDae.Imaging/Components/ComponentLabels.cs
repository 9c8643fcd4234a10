using System.Collections.Immutable;

namespace BrainDae.Imaging.Components;

/// <summary>The connected components of a mask.</summary>
/// <param name="Labels">For each voxel, in C order, 0 for background or the number of its component; components are numbered from 1 in the order of their first voxels.</param>
/// <param name="Sizes">Number of voxels of each component; <c>Sizes[0]</c> is component 1.</param>
public sealed record ComponentLabels(ReadOnlyMemory<int> Labels, ImmutableArray<int> Sizes)
{
    /// <summary>Number of components.</summary>
    public int Count => Sizes.Length;
}
