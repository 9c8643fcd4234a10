using BrainDae.Data.Formats;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>Slices along the third axis of a volume.</summary>
internal static class VolumeSlices
{
    extension(Volume volume)
    {
        /// <summary>Voxels of one slice.</summary>
        public int SliceLength => volume.Shape[0] * volume.Shape[1];

        /// <summary>Whether every voxel of a slice is stored as zero bits and means 0; far faster than looking at values.</summary>
        public bool IsBlank(int slice)
        {
            var bytes = volume.SliceLength * volume.VoxelType.Size;
            return volume.Intercept == 0 && !volume.Bytes.Slice(slice * bytes, bytes).ContainsAnyExcept((byte)0);
        }
    }
}
