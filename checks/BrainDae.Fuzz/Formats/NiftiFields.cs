using System.Buffers.Binary;
using System.Collections.Immutable;

namespace BrainDae.Fuzz.Formats;

/// <summary>
/// The fields of NIfTI headers that readers use, after nifti1.h and nifti2.h; written down a second time on purpose, so
/// that a mistake in the reader's own table is not made here as well.
/// </summary>
public static class NiftiFields
{
    public const int Nifti1Size = 348;
    public const int Nifti2Size = 540;

    public static ImmutableArray<HeaderField> Nifti1 { get; } =
    [
        new(0, 4, false), .. Numbers(40, 8, 2, false), new(68, 2, false), new(70, 2, false), new(72, 2, false), .. Numbers(76, 8, 4, true),
        new(108, 4, true), new(112, 4, true), new(116, 4, true), new(123, 1, false), new(252, 2, false), new(254, 2, false),
        .. Numbers(256, 18, 4, true), new(344, 4, false), new(348, 4, false),
    ];

    public static ImmutableArray<HeaderField> Nifti2 { get; } =
    [
        new(0, 4, false), new(4, 4, false), new(8, 4, false), new(12, 2, false), new(14, 2, false), .. Numbers(16, 8, 8, false), .. Numbers(104, 8, 8, true),
        new(168, 8, false), new(176, 8, true), new(184, 8, true), new(344, 4, false), new(348, 4, false), .. Numbers(352, 18, 8, true),
        new(500, 4, false), new(540, 4, false),
    ];

    /// <summary>The fields of a file, told by its first bytes.</summary>
    public static ImmutableArray<HeaderField> Of(ReadOnlySpan<byte> file) => IsNifti2(file) ? Nifti2 : Nifti1;

    public static bool IsNifti2(ReadOnlySpan<byte> file) =>
        file.Length >= 4 && (BinaryPrimitives.ReadInt32LittleEndian(file) == Nifti2Size || BinaryPrimitives.ReadInt32BigEndian(file) == Nifti2Size);

    /// <summary>Whether the header says its own size in big-endian order.</summary>
    public static bool IsBigEndian(ReadOnlySpan<byte> file) => file.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(file) is Nifti1Size or Nifti2Size;

    /// <summary>Whether vox_offset is 0 as a whole number. In a single file the standard has the voxels begin behind the header then, and so does this software.</summary>
    public static bool StoresNoOffset(ReadOnlySpan<byte> file) => Math.Truncate(Value(file, IsNifti2(file) ? 168 : 108)) == 0;

    /// <summary>The number at an offset where a field begins, of a file that holds its whole header.</summary>
    public static double Value(ReadOnlySpan<byte> file, int offset)
    {
        var field = Of(file).Single(field => field.Offset == offset);
        Span<byte> number = stackalloc byte[sizeof(long)];
        number = number[..field.Width];
        file.Slice(offset, field.Width).CopyTo(number);
        if (IsBigEndian(file))
        {
            number.Reverse();
        }

        return (field.Width, field.IsReal) switch
        {
            (1, _) => number[0],
            (2, _) => BinaryPrimitives.ReadInt16LittleEndian(number),
            (4, true) => BinaryPrimitives.ReadSingleLittleEndian(number),
            (4, false) => BinaryPrimitives.ReadInt32LittleEndian(number),
            (_, true) => BinaryPrimitives.ReadDoubleLittleEndian(number),
            _ => BinaryPrimitives.ReadInt64LittleEndian(number),
        };
    }

    private static IEnumerable<HeaderField> Numbers(int offset, int count, int width, bool isReal) =>
        Enumerable.Range(0, count).Select(i => new HeaderField(offset + i * width, width, isReal));
}
