using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace BrainDae.Method.TrainingLog;

/// <summary>The Castagnoli checksum (CRC-32C, reflected polynomial 0x82F63B78), which frames TensorBoard's records.</summary>
public static class Crc32C
{
    private const uint Polynomial = 0x82F6_3B78;
    private const uint MaskDelta = 0xA282_EAD8;
    private static readonly uint[] Table = BuildTable();

    /// <summary>The checksum.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Sse42.X64.IsSupported ? Hardware(bytes) : Software(bytes);

    /// <summary>The checksum, rotated and shifted as TFRecord stores it, so that checksums of checksums stay sound.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Of(bytes);
        return unchecked((crc >> 15 | crc << 17) + MaskDelta);
    }

    /// <summary>The checksum without the processor's instruction for it; the same value.</summary>
    public static uint Software(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc & 0xFF) ^ value] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Hardware(ReadOnlySpan<byte> bytes)
    {
        ulong crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = Sse42.X64.Crc32(crc, word);
        }

        var narrow = (uint)crc;
        foreach (var value in bytes[(words.Length * sizeof(ulong))..])
        {
            narrow = Sse42.Crc32(narrow, value);
        }

        return ~narrow;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }

            table[i] = crc;
        }

        return table;
    }
}
