using BrainDae.Imaging.Grids;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Experiments.Plausibility;

/// <summary>A patient's scans in memory, to be spoiled.</summary>
/// <param name="Geometry">Their common grid.</param>
/// <param name="Values">Intensities, [modality][z, y, x] with x fastest.</param>
internal sealed record Scan(VolumeGeometry Geometry, float[][] Values)
{
    /// <summary>Shape in C order.</summary>
    public GridShape Shape => new(Geometry.Shape[2], Geometry.Shape[1], Geometry.Shape[0]);

    /// <summary>1 where any modality is above 0.</summary>
    public byte[] Foreground()
    {
        var mask = new byte[Values[0].Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = Values.Any(values => values[i] > 0) ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>Another image in the place of each modality.</summary>
    public Scan Each(Func<float[], int, float[]> change) => this with { Values = [.. Values.Select(change)] };

    /// <summary>A block of the scans, as if the field of view had ended there.</summary>
    /// <param name="first">First voxel along x, y, z.</param>
    /// <param name="length">Number of voxels along x, y, z.</param>
    public Scan Cut(int[] first, int[] length)
    {
        var (width, height) = (Geometry.Shape[0], Geometry.Shape[1]);
        return new(
            Geometry with { Shape = [.. length] },
            [.. Values.Select(values =>
            {
                var cut = new float[length[0] * length[1] * length[2]];
                for (var i = 0; i < cut.Length; i++)
                {
                    var (x, y, z) = (i % length[0], i / length[0] % length[1], i / length[0] / length[1]);
                    cut[i] = values[((z + first[2]) * height + y + first[1]) * width + x + first[0]];
                }

                return cut;
            })]);
    }
}
