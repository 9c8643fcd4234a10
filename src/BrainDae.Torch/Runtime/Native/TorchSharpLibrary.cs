using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace BrainDae.Torch.Runtime.Native;

/// <summary>
/// Loads TorchSharp's native library where the C++ runtime is older than GCC 13 (Debian 12, Ubuntu 22.04, RHEL 9).
/// </summary>
/// <remarks>
/// TorchSharp 0.107's Linux library names the symbol version GLIBCXX_3.4.32 as required although no relocation uses it,
/// and the loader refuses it. Where that happens, a copy with this one need marked weak is loaded from memory. No file is
/// written, and the library loads however the program came to reference it (project, package, publish).
/// </remarks>
internal static partial class TorchSharpLibrary
{
    private const string Name = "LibTorchSharp";
    private const string FileName = "libLibTorchSharp.so";
    private static readonly string[] Needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static readonly Lazy<nint> Weakened = new(() => OperatingSystem.IsLinux() && Find(FileName) is { } path ? LoadWeakened(path) : 0);

    /// <summary>
    /// Answers when the runtime has not found the library. Whoever uses TorchSharp first, here or in the program, must
    /// not have to know of it, so it is in place before anything else of this assembly runs; nothing is loaded then.
    /// </summary>
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "The answer must be there before the first tensor, which any type here may make.")]
    [ModuleInitializer]
    internal static void AnswerForIt() =>
        AssemblyLoadContext.GetLoadContext(typeof(TorchSharpLibrary).Assembly)!.ResolvingUnmanagedDll += (_, name) => name == Name ? Weakened.Value : 0;

    private static nint LoadWeakened(string path)
    {
        var image = File.ReadAllBytes(path);
        if (!WeakSymbolVersion.Mark(image, "GLIBCXX_3.4.32"u8))
        {
            return 0;
        }

        // The copy has no folder to look in for the libraries that it needs.
        foreach (var needed in Needed)
        {
            if (Find(needed) is not { } library || !NativeLibrary.TryLoad(library, out _))
            {
                return 0;
            }
        }

        var descriptor = CreateMemoryFile(FileName, 0);
        if (descriptor < 0)
        {
            return 0;
        }

        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(handle, image, 0);
        return NativeLibrary.TryLoad($"/proc/self/fd/{descriptor}", out var loaded) ? loaded : 0;
    }

    /// <summary>A native library's path, from the folders in which the runtime looks for such libraries.</summary>
    private static string? Find(string fileName) =>
        ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Append(AppContext.BaseDirectory)
            .Select(folder => Path.Combine(folder, fileName))
            .FirstOrDefault(File.Exists);

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
