using BrainDae.Data.Slices;

namespace BrainDae.Evaluation;

/// <summary>Volume of a stored patient's lesions.</summary>
internal static class TumourVolume
{
    /// <summary>Millilitres of the label on the scan's own grid, before any resizing.</summary>
    public static double Millilitres(PatientSliceFile patient) =>
        patient.NativeLesionVoxels.Sum(voxels => (long)voxels) * patient.Geometry.VoxelVolume / 1000;
}
