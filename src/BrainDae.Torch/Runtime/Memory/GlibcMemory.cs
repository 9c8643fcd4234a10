using System.Runtime.InteropServices;

namespace BrainDae.Torch.Runtime.Memory;

/// <summary>
/// Tells glibc to keep large freed blocks instead of handing them back to the kernel. libtorch allocates every
/// activation anew, and fresh pages cost more than the arithmetic on them.
/// </summary>
internal static partial class GlibcMemory
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int TopPad = -2;        // M_TOP_PAD
    private const int MmapThreshold = -3; // M_MMAP_THRESHOLD

    /// <summary>Does nothing where the C library is not glibc.</summary>
    public static void KeepFreedPages()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            // The largest mmap threshold that glibc accepts is 32 MiB on 64-bit systems.
            _ = SetOption(MmapThreshold, 32 << 20);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 64 << 20);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // musl has no mallopt: slower, not wrong.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
