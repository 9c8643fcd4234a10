using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;
using static BrainDae.Nifti.Format.NiftiNumbers;

namespace BrainDae.Nifti.Format;

/// <summary>
/// Reads and validates the bytes of a header. Where the standard leaves a choice or files break it, the choices of
/// nibabel 5 are followed, unless that would yield voxels that the file does not hold.
/// </summary>
internal static class NiftiHeaderParser
{
    /// <summary>NIfTI-2 ends its magic in the line ends that text-mode transfers are known to damage.</summary>
    public static ReadOnlySpan<byte> LineEndings => [13, 10, 26, 10];

    /// <summary>Where a DICOM file says that it is one.</summary>
    private const int DicomMark = 128;

    /// <summary>Finds the version from the first 348 bytes.</summary>
    /// <exception cref="BrainDaeException">The bytes begin no NIfTI header.</exception>
    public static NiftiLayout LayoutOf(ReadOnlySpan<byte> block, string path)
    {
        if (HasMagic(block, NiftiLayout.Nifti1))
        {
            return NiftiLayout.Nifti1;
        }

        if (SaysSize(block, NiftiLayout.Nifti2.HeaderSize) && HasMagic(block, NiftiLayout.Nifti2))
        {
            return NiftiLayout.Nifti2;
        }

        if (block.Slice(DicomMark, 4).SequenceEqual("DICM"u8))
        {
            throw BrainDaeException.Invalid($"{path}: is a DICOM file. Convert its folder with: dcm2niix -z y -f %i_%d -o SCANS FOLDER (SCANS: a new folder).");
        }

        throw SaysSize(block, NiftiLayout.Nifti1.HeaderSize)
            ? BrainDaeException.Invalid($"{path}: is an ANALYZE 7.5 header (no NIfTI magic), which does not say how the voxels lie in the world. Convert it to NIfTI.")
            : BrainDaeException.Invalid($"{path}: is not a NIfTI file (no NIfTI header). Give a .nii, .nii.gz, .hdr or .img file.");
    }

    /// <summary>Reads a whole header.</summary>
    /// <param name="block">At least <see cref="NiftiLayout.HeaderSize"/> bytes.</param>
    /// <param name="layout">From <see cref="LayoutOf"/>.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="BrainDaeException">A field is out of range, or the element type is not real-valued.</exception>
    public static NiftiHeader Parse(ReadOnlySpan<byte> block, NiftiLayout layout, string path)
    {
        CheckLineEndings(block, layout, path);
        var big = IsBigEndian(block, layout, path);
        var type = TypeOf(Integer(block, layout.DataType, 2, big), path);
        var (slope, intercept) = ScalingOf(block, layout, big, path);
        return new()
        {
            Layout = layout,
            BigEndian = big,
            IsPair = block.Slice(layout.Magic, 4).SequenceEqual(layout.PairMagic),
            VoxelType = type,
            Slope = slope,
            Intercept = intercept,
            VoxelOffset = VoxelOffsetOf(block, layout, big, path),
            Geometry = new()
            {
                Shape = ShapeOf(block, layout, big, type, path),
                PixDim = Reals(block, layout.PixDim, VolumeGeometry.MaximumAxes + 1, layout.RealWidth, big),
                QformCode = CodeOf(Integer(block, layout.QformCode, layout.CodeWidth, big)),
                SformCode = CodeOf(Integer(block, layout.SformCode, layout.CodeWidth, big)),
                Quaternion = Reals(block, layout.Quaternion, 3, layout.RealWidth, big),
                QuaternionOffset = Reals(block, layout.QuaternionOffset, 3, layout.RealWidth, big),
                SformRows = Reals(block, layout.SformRows, 12, layout.RealWidth, big),
                XyztUnits = (byte)(Integer(block, layout.XyztUnits, layout.XyztUnitsWidth, big) & byte.MaxValue),
            },
        };
    }

    private static bool HasMagic(ReadOnlySpan<byte> block, NiftiLayout layout)
    {
        var magic = block.Slice(layout.Magic, 4);
        return magic.SequenceEqual(layout.SingleMagic) || magic.SequenceEqual(layout.PairMagic);
    }

    private static bool SaysSize(ReadOnlySpan<byte> block, int size) =>
        Integer(block, 0, 4, bigEndian: false) == size || Integer(block, 0, 4, bigEndian: true) == size;

    private static void CheckLineEndings(ReadOnlySpan<byte> block, NiftiLayout layout, string path)
    {
        if (layout == NiftiLayout.Nifti2
            && block.Slice(layout.Magic + 4, 4) is var ends && !ends.SequenceEqual(LineEndings) && ends.ContainsAnyExcept((byte)0))
        {
            throw BrainDaeException.Invalid($"{path}: line ends inside were converted, by a transfer in text mode. Copy the file again in binary mode.");
        }
    }

    // sizeof_hdr is wrong in some files that every program reads; the number of axes, 1 to 7, decides.
    private static bool IsBigEndian(ReadOnlySpan<byte> block, NiftiLayout layout, string path) =>
        IsAxisCount(Integer(block, layout.Dim, layout.DimWidth, bigEndian: false)) ? false
        : IsAxisCount(Integer(block, layout.Dim, layout.DimWidth, bigEndian: true)) ? true
        : throw BrainDaeException.Invalid($"{path}: the number of axes in its header (dim[0]) is not 1 to {VolumeGeometry.MaximumAxes}. The file is damaged; copy or convert it again.");

    private static bool IsAxisCount(long count) => count is >= 1 and <= VolumeGeometry.MaximumAxes;

    private static VoxelType TypeOf(long code, string path) =>
        Enum.IsDefined((VoxelType)code)
            ? (VoxelType)code
            : throw BrainDaeException.Invalid($"{path}: voxels of type {NameOf(code)} cannot be used. Convert the file to a real-valued type, such as int16 or float32.");

    private static string NameOf(long code) => code switch
    {
        1 => "1-bit (code 1)",
        32 or 1792 or 2048 => $"complex (code {code})",
        128 or 2304 => $"RGB colour (code {code})",
        1536 => "128-bit float (code 1536)",
        _ => $"unknown (code {code})",
    };

    private static ImmutableArray<int> ShapeOf(ReadOnlySpan<byte> block, NiftiLayout layout, bool big, VoxelType type, string path)
    {
        var shape = new int[Integer(block, layout.Dim, layout.DimWidth, big)];
        var bytes = (long)type.Size;
        for (var axis = 1; axis <= shape.Length; axis++)
        {
            var size = Integer(block, layout.Dim + axis * layout.DimWidth, layout.DimWidth, big);
            if (size < 1)
            {
                throw BrainDaeException.Invalid($"{path}: axis {axis} has {size} voxels according to the header. The file is damaged; copy or convert it again.");
            }

            if (size > Array.MaxLength / bytes)
            {
                throw BrainDaeException.Invalid($"{path}: the header claims more than 2 GB of voxels. Split the image, or if it is smaller, copy it again.");
            }

            bytes *= size;
            shape[axis - 1] = (int)size;
        }

        return [.. shape];
    }

    private static long VoxelOffsetOf(ReadOnlySpan<byte> block, NiftiLayout layout, bool big, string path)
    {
        var offset = layout.VoxOffsetIsReal
            ? Real(block, layout.VoxOffset, layout.RealWidth, big)
            : Integer(block, layout.VoxOffset, 8, big);
        // 2^53 bounds what a double counts exactly; the caller holds the offset against the file's length.
        return offset is >= 0 and < 1L << 53
            ? (long)offset
            : throw BrainDaeException.Invalid($"{path}: the voxels begin at byte {offset} according to the header (vox_offset). The file is damaged; copy or convert it again.");
    }

    private static (double Slope, double Intercept) ScalingOf(ReadOnlySpan<byte> block, NiftiLayout layout, bool big, string path)
    {
        var slope = Real(block, layout.SclSlope, layout.RealWidth, big);
        var intercept = Real(block, layout.SclInter, layout.RealWidth, big);
        return slope == 0 || !double.IsFinite(slope) ? (1, 0)
            : double.IsFinite(intercept) ? (slope, intercept)
            : throw BrainDaeException.Invalid($"{path}: values are scaled by {slope} but shifted by {intercept} (scl_inter). Convert the file again.");
    }

    // NIfTI-2 has 32-bit codes; none beyond 16 bits means anything, and 0 says that the transform means nothing.
    private static short CodeOf(long code) => code is >= short.MinValue and <= short.MaxValue ? (short)code : (short)0;
}
