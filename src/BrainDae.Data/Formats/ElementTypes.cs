using System.Collections.Frozen;
using System.Numerics;

namespace BrainDae.Data.Formats;

/// <summary>Sizes and names of element types, and the .NET types that hold them.</summary>
internal static class ElementTypes
{
    private static readonly FrozenDictionary<string, ElementType> ByName =
        Enum.GetValues<ElementType>().ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    extension(ElementType type)
    {
        /// <summary>Bytes of one element.</summary>
        public int Size => type switch
        {
            ElementType.Bool or ElementType.U8 or ElementType.I8 => 1,
            ElementType.F8E5M2 or ElementType.F8E4M3 or ElementType.F8E8M0 => 1,
            ElementType.I16 or ElementType.U16 or ElementType.F16 or ElementType.BF16 => 2,
            ElementType.I32 or ElementType.U32 or ElementType.F32 => 4,
            ElementType.I64 or ElementType.U64 or ElementType.F64 or ElementType.C64 => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
        };

        /// <summary>The name in a safetensors header, such as F32.</summary>
        public string Name => type switch
        {
            ElementType.Bool => "BOOL",
            ElementType.F8E5M2 => "F8_E5M2",
            ElementType.F8E4M3 => "F8_E4M3",
            ElementType.F8E8M0 => "F8_E8M0",
            _ => type.ToString(),
        };

        /// <summary>
        /// Whether <typeparamref name="T"/> has the layout of one element. Types that .NET lacks are read as unsigned
        /// integers of their size: BF16 as ushort, the 8-bit floats as byte; C64 as <see cref="Vector2"/>.
        /// </summary>
        public bool IsStoredAs<T>()
            where T : unmanaged => type switch
        {
            ElementType.Bool => typeof(T) == typeof(byte) || typeof(T) == typeof(bool),
            ElementType.U8 or ElementType.F8E5M2 or ElementType.F8E4M3 or ElementType.F8E8M0 => typeof(T) == typeof(byte),
            ElementType.I8 => typeof(T) == typeof(sbyte),
            ElementType.I16 => typeof(T) == typeof(short),
            ElementType.U16 or ElementType.BF16 => typeof(T) == typeof(ushort),
            ElementType.F16 => typeof(T) == typeof(Half),
            ElementType.I32 => typeof(T) == typeof(int),
            ElementType.U32 => typeof(T) == typeof(uint),
            ElementType.F32 => typeof(T) == typeof(float),
            ElementType.I64 => typeof(T) == typeof(long),
            ElementType.U64 => typeof(T) == typeof(ulong),
            ElementType.F64 => typeof(T) == typeof(double),
            ElementType.C64 => typeof(T) == typeof(Vector2),
            _ => false,
        };
    }

    /// <summary>The element type of a safetensors name; false for names that are unknown or of less than a byte an element.</summary>
    public static bool TryParse(string name, out ElementType type) => ByName.TryGetValue(name, out type);
}
