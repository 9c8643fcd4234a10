using System.Runtime.InteropServices;
using TorchSharp;

namespace BrainDae.Torch.Runtime.Memory;

/// <summary>
/// Makes libtorch take the memory of CPU tensors from a <see cref="BlockCache"/>. libtorch allocates every activation
/// anew; with the C library's allocator each large one is mapped, faulted in page by page and unmapped again, which
/// costs more than the arithmetic on it, and resident memory grows by fragmentation.
/// </summary>
/// <remarks>
/// libtorch offers `c10::SetCPUAllocator` for this, a C++ interface: an object whose first word points to a table of
/// functions. The object made here has a copy of the default allocator's table with the functions that allocate and
/// free replaced. That is tied to the C++ conventions of 64-bit x86 Linux, so it is done there alone, and only after
/// checking that the default allocator looks and behaves as expected; elsewhere libtorch keeps its own.
/// </remarks>
internal static unsafe class LibtorchAllocator
{
    /// <summary>Set to `system` to keep libtorch's own allocator.</summary>
    public const string Variable = "BRAINDAE_ALLOCATOR";

    private const string DefaultAllocatorType = "N3c1019DefaultCPUAllocatorE";
    private const byte Priority = 100;
    private const long SmallestBound = 256L << 20;

    private const int DestructorSlots = 2;
    private const int AllocateSlot = DestructorSlots;
    private const int RawDeleterSlot = AllocateSlot + 2;
    private const int Slots = RawDeleterSlot + 2;

    /// <summary>Words before a table's first function: offset of the object, and its type.</summary>
    private const int WordsBefore = 2;

    private static readonly Lazy<bool> Installation = new(TryInstall);

    /// <summary>The blocks that tensors live in, once installed.</summary>
    public static BlockCache Blocks { get; } = new(SmallestBound);

    /// <summary>Called where there is no memory for a tensor, before the process ends.</summary>
    public static Action? OutOfMemory { get; set; }

    /// <summary>Installs it once for the process. Tensors that exist already keep their memory.</summary>
    /// <returns>Whether tensors now take their memory from <see cref="Blocks"/>.</returns>
    public static bool Install() => Installation.Value;

    private static bool TryInstall()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || Environment.GetEnvironmentVariable(Variable) == "system"
            || !NativeLibrary.TryLoad("libc10.so", out var library)
            || !NativeLibrary.TryGetExport(library, "_ZN3c1015GetCPUAllocatorEv", out var get)
            || !NativeLibrary.TryGetExport(library, "_ZN3c1015SetCPUAllocatorEPNS_9AllocatorEh", out var set))
        {
            return false;
        }

        var original = ((delegate* unmanaged<nint**>)get)();
        if (!IsExpected(original))
        {
            return false;
        }

        ((delegate* unmanaged<nint**, byte, void>)set)(Replacement(original), Priority);
        if (Works())
        {
            return true;
        }

        // A later one of the same priority wins, so the default can be put back.
        ((delegate* unmanaged<nint**, byte, void>)set)(original, Priority);
        return false;
    }

    /// <summary>Whether it is the default allocator, and one allocation through its table has the outcome that is relied on.</summary>
    private static bool IsExpected(nint** original)
    {
        if (original == null || Marshal.PtrToStringUTF8(((nint*)(*original)[-1])[1]) != DefaultAllocatorType)
        {
            return false;
        }

        DataPointer probe = default;
        ((delegate* unmanaged<DataPointer*, nint**, nuint, DataPointer*>)(*original)[AllocateSlot])(&probe, original, 64);
        var deleter = ((delegate* unmanaged<nint**, nint>)(*original)[RawDeleterSlot])(original);
        if (probe.Data == 0 || probe.Context != probe.Data || probe.Deleter != deleter || deleter == 0 || probe.Device != DataPointer.Cpu)
        {
            return false;
        }

        ((delegate* unmanaged<nint, void>)deleter)(probe.Context);
        return true;
    }

    private static nint** Replacement(nint** original)
    {
        const int Words = WordsBefore + Slots;
        var memory = (nint*)NativeMemory.Alloc((Words + 1) * (nuint)sizeof(nint));
        new ReadOnlySpan<nint>(*original - WordsBefore, Words).CopyTo(new(memory, Words));
        var table = memory + WordsBefore;
        table[AllocateSlot] = (nint)(delegate* unmanaged<DataPointer*, nint, nuint, DataPointer*>)&Allocate;
        table[RawDeleterSlot] = (nint)(delegate* unmanaged<nint, nint>)&RawDeleter;
        var instance = (nint**)(memory + Words);
        *instance = table;
        return instance;
    }

    /// <summary>Whether a tensor's memory comes from the blocks and goes back to them.</summary>
    private static bool Works()
    {
        const int Length = 1000;
        var before = Blocks.InUse;
        bool inside;
        using (var ones = torch.ones(Length))
        using (var sum = ones.sum())
        {
            inside = Blocks.InUse > before && sum.item<float>() == Length;
        }

        return inside && Blocks.InUse == before;
    }

    [UnmanagedCallersOnly]
    private static DataPointer* Allocate(DataPointer* result, nint self, nuint bytes)
    {
        nint block = 0;
        if (bytes > 0)
        {
            try
            {
                block = Blocks.Rent(bytes);
            }
            catch (Exception e) when (e is OutOfMemoryException or ArgumentOutOfRangeException)
            {
                // libtorch must not see a null pointer, and a managed exception cannot cross its frames.
                OutOfMemory?.Invoke();
                Environment.FailFast($"Out of memory: {bytes} bytes for a tensor. Use a smaller batch or network.", e);
            }
        }

        *result = new() { Data = block, Context = block, Deleter = Deleter, Device = DataPointer.Cpu };
        return result;
    }

    [UnmanagedCallersOnly]
    private static nint RawDeleter(nint self) => Deleter;

    [UnmanagedCallersOnly]
    private static void Delete(nint block)
    {
        if (block != 0)
        {
            Blocks.Return(block);
        }
    }

    private static nint Deleter => (nint)(delegate* unmanaged<nint, void>)&Delete;

    /// <summary>c10::DataPtr as it lies in memory: data, a unique pointer (deleter, then what it deletes), device.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct DataPointer
    {
        /// <summary>Type 0 (CPU) and index -1 (any), one byte each.</summary>
        public const long Cpu = 0xFF00;

        public nint Data;
        public nint Deleter;
        public nint Context;
        private long device;

        public long Device
        {
            readonly get => device & 0xFFFF;
            set => device = value;
        }
    }
}
