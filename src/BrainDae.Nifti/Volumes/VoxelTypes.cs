using System.Numerics;

namespace BrainDae.Nifti.Volumes;

/// <summary>Sizes of element types, and their .NET types.</summary>
public static class VoxelTypes
{
    extension(VoxelType type)
    {
        /// <summary>Bytes of one element.</summary>
        public int Size => type switch
        {
            VoxelType.UInt8 or VoxelType.Int8 => 1,
            VoxelType.Int16 or VoxelType.UInt16 => 2,
            VoxelType.Int32 or VoxelType.UInt32 or VoxelType.Float32 => 4,
            VoxelType.Float64 or VoxelType.Int64 or VoxelType.UInt64 => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a real-valued NIfTI element type."),
        };
    }

    /// <summary>The element type that stores <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">NIfTI has no such element type.</exception>
    public static VoxelType Of<T>()
        where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(byte) ? VoxelType.UInt8
        : typeof(T) == typeof(sbyte) ? VoxelType.Int8
        : typeof(T) == typeof(short) ? VoxelType.Int16
        : typeof(T) == typeof(ushort) ? VoxelType.UInt16
        : typeof(T) == typeof(int) ? VoxelType.Int32
        : typeof(T) == typeof(uint) ? VoxelType.UInt32
        : typeof(T) == typeof(long) ? VoxelType.Int64
        : typeof(T) == typeof(ulong) ? VoxelType.UInt64
        : typeof(T) == typeof(float) ? VoxelType.Float32
        : typeof(T) == typeof(double) ? VoxelType.Float64
        : throw new NotSupportedException($"NIfTI stores no {typeof(T).Name}.");
}
