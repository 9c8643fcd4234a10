namespace BrainDae.Nifti.Format;

/// <summary>
/// Where each field lies in a NIfTI header, in bytes, and how wide it is. NIfTI-2 has the fields of NIfTI-1 in another
/// order, with 64-bit dimensions and double-precision numbers (nifti1.h and nifti2.h of the NIfTI working group).
/// </summary>
internal sealed record NiftiLayout
{
    public static readonly NiftiLayout Nifti1 = new()
    {
        Name = "NIfTI-1", HeaderSize = 348, Magic = 344, SingleMagic = "n+1\0"u8.ToArray(), PairMagic = "ni1\0"u8.ToArray(),
        Dim = 40, DimWidth = 2, DataType = 70, BitPix = 72, PixDim = 76, RealWidth = 4,
        VoxOffset = 108, VoxOffsetIsReal = true, SclSlope = 112, SclInter = 116, XyztUnits = 123, XyztUnitsWidth = 1,
        QformCode = 252, SformCode = 254, CodeWidth = 2, Quaternion = 256, QuaternionOffset = 268, SformRows = 280,
    };

    public static readonly NiftiLayout Nifti2 = new()
    {
        Name = "NIfTI-2", HeaderSize = 540, Magic = 4, SingleMagic = "n+2\0"u8.ToArray(), PairMagic = "ni2\0"u8.ToArray(),
        Dim = 16, DimWidth = 8, DataType = 12, BitPix = 14, PixDim = 104, RealWidth = 8,
        VoxOffset = 168, VoxOffsetIsReal = false, SclSlope = 176, SclInter = 184, XyztUnits = 500, XyztUnitsWidth = 4,
        QformCode = 344, SformCode = 348, CodeWidth = 4, Quaternion = 352, QuaternionOffset = 376, SformRows = 400,
    };

    /// <summary>Four bytes after the header say whether extensions follow.</summary>
    public const int ExtensionFlagSize = 4;

    public required string Name { get; init; }

    /// <summary>Also the value of the first field, sizeof_hdr.</summary>
    public required int HeaderSize { get; init; }

    /// <summary>The first byte after header and extension flag; voxels of a single file cannot begin before it.</summary>
    public int FirstVoxelOffset => HeaderSize + ExtensionFlagSize;

    public required int Magic { get; init; }

    /// <summary>Marks a file that holds header and voxels.</summary>
    public required byte[] SingleMagic { get; init; }

    /// <summary>Marks the header file of a .hdr/.img pair.</summary>
    public required byte[] PairMagic { get; init; }

    public required int Dim { get; init; }

    public required int DimWidth { get; init; }

    public required int DataType { get; init; }

    public required int BitPix { get; init; }

    public required int PixDim { get; init; }

    /// <summary>Bytes of each real number.</summary>
    public required int RealWidth { get; init; }

    public required int VoxOffset { get; init; }

    public required bool VoxOffsetIsReal { get; init; }

    public required int SclSlope { get; init; }

    public required int SclInter { get; init; }

    public required int XyztUnits { get; init; }

    public required int XyztUnitsWidth { get; init; }

    public required int QformCode { get; init; }

    public required int SformCode { get; init; }

    /// <summary>Bytes of qform_code and sform_code.</summary>
    public required int CodeWidth { get; init; }

    public required int Quaternion { get; init; }

    public required int QuaternionOffset { get; init; }

    public required int SformRows { get; init; }
}
