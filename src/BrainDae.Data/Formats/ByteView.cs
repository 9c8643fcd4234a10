using System.Buffers;
using System.Runtime.InteropServices;

namespace BrainDae.Data.Formats;

/// <summary>The bytes of other values, without a copy.</summary>
internal static class ByteView
{
    /// <summary>A view on the memory of <paramref name="values"/>, in native byte order.</summary>
    public static ReadOnlyMemory<byte> Of<T>(ReadOnlyMemory<T> values)
        where T : unmanaged => new View<T>(MemoryMarshal.AsMemory(values)).Memory;

    private sealed class View<T>(Memory<T> values) : MemoryManager<byte>
        where T : unmanaged
    {
        public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.Span);

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("The view is read as a span.");

        public override void Unpin() => throw new NotSupportedException("The view is never pinned.");

        protected override void Dispose(bool disposing)
        {
            // The values belong to the caller.
        }
    }
}
