namespace BrainDae.Nifti.Volumes;

/// <summary>Where in a header its geometry is told.</summary>
internal enum GeometrySource
{
    Sform,
    Qform,
    PixDim,
}
