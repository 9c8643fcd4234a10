using BrainDae.Nifti.Volumes;
using static BrainDae.Nifti.Format.NiftiNumbers;

namespace BrainDae.Nifti.Format;

/// <summary>A <see cref="NiftiHeader"/> as bytes.</summary>
internal static class NiftiHeaderFormat
{
    /// <summary>The header and, zero, the extension flag: <see cref="NiftiLayout.FirstVoxelOffset"/> bytes.</summary>
    public static byte[] Format(NiftiHeader header)
    {
        var (layout, geometry, big) = (header.Layout, header.Geometry, header.BigEndian);
        var block = new byte[layout.FirstVoxelOffset];
        SetInteger(block, 0, 4, big, layout.HeaderSize);
        (header.IsPair ? layout.PairMagic : layout.SingleMagic).CopyTo(block, layout.Magic);
        if (layout == NiftiLayout.Nifti2)
        {
            NiftiHeaderParser.LineEndings.CopyTo(block.AsSpan(layout.Magic + layout.SingleMagic.Length));
        }

        SetInteger(block, layout.Dim, layout.DimWidth, big, geometry.Shape.Length);
        for (var axis = 1; axis <= VolumeGeometry.MaximumAxes; axis++)
        {
            var size = axis <= geometry.Shape.Length ? geometry.Shape[axis - 1] : 1;
            SetInteger(block, layout.Dim + axis * layout.DimWidth, layout.DimWidth, big, size);
        }

        SetInteger(block, layout.DataType, 2, big, (short)header.VoxelType);
        SetInteger(block, layout.BitPix, 2, big, header.VoxelType.Size * 8);
        SetReals(block, layout.PixDim, layout.RealWidth, big, geometry.PixDim);
        SetVoxelOffset(block, header);
        SetReal(block, layout.SclSlope, layout.RealWidth, big, header.Slope);
        SetReal(block, layout.SclInter, layout.RealWidth, big, header.Intercept);
        SetInteger(block, layout.XyztUnits, layout.XyztUnitsWidth, big, geometry.XyztUnits);
        SetInteger(block, layout.QformCode, layout.CodeWidth, big, geometry.QformCode);
        SetInteger(block, layout.SformCode, layout.CodeWidth, big, geometry.SformCode);
        SetReals(block, layout.Quaternion, layout.RealWidth, big, geometry.Quaternion);
        SetReals(block, layout.QuaternionOffset, layout.RealWidth, big, geometry.QuaternionOffset);
        SetReals(block, layout.SformRows, layout.RealWidth, big, geometry.SformRows);
        return block;
    }

    private static void SetVoxelOffset(Span<byte> block, NiftiHeader header)
    {
        var layout = header.Layout;
        if (layout.VoxOffsetIsReal)
        {
            SetReal(block, layout.VoxOffset, layout.RealWidth, header.BigEndian, header.VoxelOffset);
        }
        else
        {
            SetInteger(block, layout.VoxOffset, 8, header.BigEndian, header.VoxelOffset);
        }
    }
}
