using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BrainDae.Torch.Network.Normalization;

/// <summary>Channels as vectors.</summary>
internal static class ChannelVectors
{
    /// <summary>Channels of a vector.</summary>
    public const int Lanes = 8;
}

/// <summary>How eight neighbouring channels of a pixel are read and written, for arithmetic in single precision.</summary>
/// <typeparam name="T">How a channel lies in memory.</typeparam>
internal unsafe interface IChannelVectors<T>
    where T : unmanaged
{
    /// <summary>Reads eight channels.</summary>
    static abstract Vector256<float> Load(T* from);

    /// <summary>Writes eight channels, rounded to nearest.</summary>
    static abstract void Store(Vector256<float> values, T* to);
}

/// <summary>Channels in single precision.</summary>
internal readonly unsafe struct SingleChannels : IChannelVectors<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> values, float* to) => values.Store(to);
}

/// <summary>Channels in bfloat16: the upper half of a single.</summary>
internal readonly unsafe struct BFloat16Channels : IChannelVectors<ushort>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ushort* from)
    {
        var halves = Vector128.Load(from);
        var wide = Avx2.IsSupported
            ? Avx2.ConvertToVector256Int32(halves).AsUInt32()
            : Vector256.Create(Vector128.WidenLower(halves), Vector128.WidenUpper(halves));
        return (wide << 16).AsSingle();
    }

    /// <summary>Ties go to even; what is no number stays none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> values, ushort* to)
    {
        var bits = values.AsUInt32();
        var rounded = (bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One)) >> 16;
        var upper = Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, Vector256.Create(0x7FC0u));
        Vector128.Narrow(upper.GetLower(), upper.GetUpper()).Store(to);
    }
}
