using System.Numerics;
using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Tumours;

/// <summary>The patient's tissue on the voxel grid, brain voxels only, in rising voxel index.</summary>
/// <param name="Voxels">Index of each brain voxel in the grid.</param>
/// <param name="Places">Its centre in head coordinates, millimetres.</param>
/// <param name="Tissue">What it consists of.</param>
internal sealed record TissueMap(int[] Voxels, Vector3[] Places, TissueFractions[] Tissue)
{
    /// <summary>Samples the anatomy at every voxel, after the lesions have pushed it aside.</summary>
    public static TissueMap Sample(PhantomGrid grid, BrainAnatomy anatomy, IReadOnlyList<Lesion> lesions)
    {
        var voxels = new List<int>();
        var places = new List<Vector3>();
        var tissue = new List<TissueFractions>();
        for (var z = 0; z < grid.Depth; z++)
        {
            for (var y = 0; y < grid.Height; y++)
            {
                for (var x = 0; x < grid.Width; x++)
                {
                    var place = grid.Place(x, y, z);
                    if (IsFarOutside(place))
                    {
                        continue;
                    }

                    if (anatomy.At(anatomy.ToAverage(MassEffect.Undo(place, lesions))) is { } fractions)
                    {
                        voxels.Add(grid.Index(x, y, z));
                        places.Add(place);
                        tissue.Add(fractions);
                    }
                }
            }
        }

        return new([.. voxels], [.. places], [.. tissue]);
    }

    // An ellipsoid that no head of any form or pose leaves; it saves evaluating the anatomy in the air.
    private static bool IsFarOutside(Vector3 place) => ((place - new Vector3(0, 0, -1)) / new Vector3(86, 104, 82)).Squared > 1;
}
