using System.Numerics;
using System.Runtime.InteropServices;

namespace BrainDae.Torch.Runtime.Memory;

/// <summary>
/// Native memory that is kept when freed and given out again. A training step allocates the same sizes in every
/// iteration, so after the first one nothing is asked of the kernel: no page is faulted in and cleared anew, and the
/// heap cannot fragment.
/// </summary>
/// <remarks>
/// Sizes are rounded up to four classes an octave, and a request takes the smallest free block up to twice as large, so
/// blocks serve tensors of other sizes too; the unused tail of a fresh block costs address space, not memory. Free
/// blocks go back to the operating system only where a request would otherwise make the cache hold more than its
/// bound: <see cref="Slack"/> times the most that was ever in use. A tighter bound frees blocks that the same iteration
/// needs again. Safe for use by several threads at once.
/// </remarks>
/// <param name="smallestBound">Bytes that the cache may hold, in use and free, however few were ever in use.</param>
internal sealed unsafe partial class BlockCache(long smallestBound)
{
    /// <summary>Alignment of every block in bytes: a cache line and the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes that the cache may hold for each byte that was in use at once.</summary>
    public const double Slack = 1.25;

    private const int ClassesInOctave = 4;
    private const long HugePage = 2 << 20;

    private readonly Lock gate = new();
    private readonly List<nint>[] free = [.. Enumerable.Range(0, 64 * ClassesInOctave).Select(_ => new List<nint>())];
    private long mostInUse;

    /// <summary>Bytes of blocks that are kept and not in use.</summary>
    public long Retained { get; private set; }

    /// <summary>Bytes of blocks that are in use.</summary>
    public long InUse { get; private set; }

    /// <summary>Number of blocks ever asked of the operating system.</summary>
    public long Fresh { get; private set; }

    /// <summary>A block of at least so many bytes, its content undefined.</summary>
    /// <param name="bytes">1 to 2^60.</param>
    /// <exception cref="ArgumentOutOfRangeException">More bytes than any machine has.</exception>
    /// <exception cref="OutOfMemoryException">There is no such memory, even after all free blocks were given back.</exception>
    public nint Rent(nuint bytes)
    {
        var index = ClassOf(bytes);
        lock (gate)
        {
            var block = TakeFree(index);
            if (block == 0)
            {
                var inUse = InUse + SizeOf(index);
                Trim(BoundWith(inUse) - inUse);
                block = Allocate(index);
            }

            InUse += SizeOf(block);
            mostInUse = Math.Max(mostInUse, InUse);
            return block;
        }
    }

    /// <summary>Takes a block back.</summary>
    /// <param name="block">From <see cref="Rent"/>, not returned yet.</param>
    public void Return(nint block)
    {
        lock (gate)
        {
            var size = SizeOf(block);
            InUse -= size;
            Retained += size;
            free[ClassOf(block)].Add(block);
        }
    }

    /// <summary>Gives free blocks back to the operating system, the largest first, until no more than so many bytes are kept.</summary>
    public void Trim(long keep)
    {
        lock (gate)
        {
            for (var index = free.Length - 1; index >= 0 && Retained > keep; index--)
            {
                while (free[index].Count > 0 && Retained > keep)
                {
                    var block = free[index][^1];
                    free[index].RemoveAt(free[index].Count - 1);
                    Retained -= SizeOf(index);
                    NativeMemory.AlignedFree((void*)(block - sizeof(Header)));
                }
            }
        }
    }

    /// <summary>Bytes of a size class, without the header.</summary>
    internal static long SizeOf(int index) =>
        (long)(ClassesInOctave + index % ClassesInOctave) << (index / ClassesInOctave);

    /// <summary>The smallest class that holds so many bytes.</summary>
    internal static int ClassOf(nuint bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (nuint)1 << 60);

        // Nothing is smaller than a cache line: class 16 is 64 bytes.
        var wanted = Math.Max((long)bytes, Alignment);
        var octave = BitOperations.Log2((ulong)wanted) - 2;
        var quarter = (int)((wanted + (1L << octave) - 1) >> octave) - ClassesInOctave;
        return octave * ClassesInOctave + quarter;
    }

    private long BoundWith(long inUse) => Math.Max(smallestBound, (long)(Slack * Math.Max(mostInUse, inUse)));

    private static int ClassOf(nint block) => ((Header*)block)[-1].Class;

    private static long SizeOf(nint block) => SizeOf(ClassOf(block));

    /// <summary>The smallest free block from a class up to the one of twice its size, or 0.</summary>
    private nint TakeFree(int index)
    {
        foreach (var blocks in free.AsSpan(index, ClassesInOctave + 1))
        {
            if (blocks.Count > 0)
            {
                var block = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                Retained -= SizeOf(block);
                return block;
            }
        }

        return 0;
    }

    private nint Allocate(int index)
    {
        var bytes = SizeOf(index) + sizeof(Header);
        var large = bytes >= 2 * HugePage;
        void* start;
        try
        {
            start = NativeMemory.AlignedAlloc((nuint)bytes, large ? (nuint)HugePage : Alignment);
        }
        catch (OutOfMemoryException)
        {
            Trim(0);
            start = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        }

        if (large)
        {
            AskForHugePages((nint)start, bytes);
        }

        Fresh++;
        var block = (Header*)start + 1;
        block[-1] = new(index);
        return (nint)block;
    }

    /// <summary>Fewer pages mean fewer faults and address translations; a kernel that refuses is only slower.</summary>
    private static void AskForHugePages(nint start, long bytes)
    {
        const int MadvHugePage = 14;
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(start, (nuint)bytes, MadvHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint bytes, int advice);

    /// <summary>Lies before each block, a cache line long so that the block stays aligned.</summary>
    [StructLayout(LayoutKind.Sequential, Size = Alignment)]
    private readonly struct Header(int index)
    {
        public readonly int Class = index;
    }
}
