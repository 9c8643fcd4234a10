namespace BrainDae.Imaging.Components;

/// <summary>Which voxels count as neighbours; the value is the number of neighbours of a voxel.</summary>
public enum Connectivity
{
    /// <summary>Voxels that share a face.</summary>
    Six = 6,

    /// <summary>Voxels that share a face or an edge.</summary>
    Eighteen = 18,

    /// <summary>Voxels that share a face, an edge or a corner; the published choice.</summary>
    TwentySix = 26,
}
