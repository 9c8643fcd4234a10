using System.Buffers.Binary;
using System.Runtime.InteropServices;
using BrainDae.Files;
using BrainDae.Nifti.Format;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Nifti;

/// <summary>
/// Reads NIfTI-1 and NIfTI-2 images of real-valued voxels: .nii, .hdr/.img pairs (by either name) and each of them
/// gzip-compressed, which is told by content, not by name; either byte order. Header extensions and bytes after the
/// voxels are passed over. Axes, scale and world matrix are those that nibabel 5 finds.
/// </summary>
public static class NiftiReader
{
    /// <summary>Reads an image whole; a compressed one is held against its checksum.</summary>
    /// <param name="path">The file, or either half of a .hdr/.img pair.</param>
    /// <returns>Voxels of the stored element type in native byte order, the first axis fastest; slope 1 and intercept 0
    /// where the header's scl_slope is 0, infinite or not a number.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>: a file does not exist.
    /// <see cref="FailureKind.InvalidInput"/>: it cannot be read, is damaged, truncated, larger than 2 GB or no NIfTI
    /// image of real-valued voxels.</exception>
    public static Volume Read(string path) => Read(path, length => GC.AllocateUninitializedArray<byte>(length));

    /// <summary>Reads an image into memory that the caller provides.</summary>
    /// <param name="path">The file, or either half of a .hdr/.img pair.</param>
    /// <param name="allocate">Called once, with the number of bytes that the voxels have; the volume lives in what it returns.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static Volume Read(string path, Func<int, Memory<byte>> allocate)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(allocate);
        var files = NiftiFiles.Of(path);
        using var first = InflatingFile.Open(files.Header);
        var header = ReadHeader(first, files);
        if (!files.IsPair)
        {
            return ReadVoxels(first, files.Voxels, header, VoxelOffset(header, path), header.Layout.HeaderSize, allocate);
        }

        first.VerifyRest();
        using var second = InflatingFile.Open(files.Voxels);
        return ReadVoxels(second, files.Voxels, header, header.VoxelOffset, position: 0, allocate);
    }

    /// <summary>Reads the header alone: shape and place of the grid.</summary>
    /// <param name="path">The file, or either half of a .hdr/.img pair (the .img need not exist).</param>
    /// <exception cref="BrainDaeException">As <see cref="Read(string)"/>, as far as the header shows it.</exception>
    public static VolumeGeometry ReadGeometry(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var files = NiftiFiles.Of(path);
        using var file = InflatingFile.Open(files.Header);
        return ReadHeader(file, files).Geometry;
    }

    private static NiftiHeader ReadHeader(InflatingFile file, NiftiFiles files)
    {
        var path = files.Header;
        Span<byte> block = stackalloc byte[NiftiLayout.Nifti2.HeaderSize];
        var begin = NiftiLayout.Nifti1.HeaderSize;
        ReadHeaderBytes(file, block[..begin], path);
        var layout = NiftiHeaderParser.LayoutOf(block[..begin], path);
        ReadHeaderBytes(file, block[begin..layout.HeaderSize], path);
        var header = NiftiHeaderParser.Parse(block, layout, path);
        return files.IsPair || !header.IsPair
            ? header
            : throw BrainDaeException.Invalid($"{path}: is the header of a .hdr/.img pair, without voxels. Give it its .hdr name again, beside its .img file.");
    }

    private static void ReadHeaderBytes(InflatingFile file, Span<byte> bytes, string path)
    {
        if (file.Read(bytes) < bytes.Length)
        {
            throw BrainDaeException.Invalid($"{path}: is too short to be a NIfTI file. Copy or download it again.");
        }
    }

    // 0 stands for the first possible byte: the header itself cannot be meant.
    private static long VoxelOffset(NiftiHeader header, string path) =>
        header.VoxelOffset == 0 ? header.Layout.FirstVoxelOffset
        : header.VoxelOffset >= header.Layout.FirstVoxelOffset ? header.VoxelOffset
        : throw BrainDaeException.Invalid($"{path}: the voxels begin inside the header (vox_offset {header.VoxelOffset}). The file is damaged; copy or convert it again.");

    private static Volume ReadVoxels(InflatingFile file, string path, NiftiHeader header, long offset, long position, Func<int, Memory<byte>> allocate)
    {
        var length = header.VoxelBytes;
        if (offset + length > file.GreatestLength)
        {
            throw BrainDaeException.Invalid($"{path}: is truncated; its header claims {offset + length} bytes, but it holds {(file.IsCompressed ? "at most " : "")}{file.GreatestLength}. Copy or download it again.");
        }

        file.Skip(offset - position);
        var voxels = allocate(length);
        var read = file.Read(voxels.Span);
        if (read < length)
        {
            throw BrainDaeException.Invalid($"{path}: is truncated; it ends after {read} of {length} bytes of voxels. Copy or download it again.");
        }

        file.VerifyRest();
        if (header.BigEndian == BitConverter.IsLittleEndian)
        {
            SwapBytes(voxels.Span, header.VoxelType.Size);
        }

        return new(header.Geometry, header.VoxelType, voxels, header.Slope, header.Intercept);
    }

    private static void SwapBytes(Span<byte> voxels, int size)
    {
        switch (size)
        {
            case 2: Swap16(MemoryMarshal.Cast<byte, short>(voxels)); break;
            case 4: Swap32(MemoryMarshal.Cast<byte, int>(voxels)); break;
            case 8: Swap64(MemoryMarshal.Cast<byte, long>(voxels)); break;
        }

        static void Swap16(Span<short> values) => BinaryPrimitives.ReverseEndianness(values, values);
        static void Swap32(Span<int> values) => BinaryPrimitives.ReverseEndianness(values, values);
        static void Swap64(Span<long> values) => BinaryPrimitives.ReverseEndianness(values, values);
    }
}
