using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BrainDae.Files;

/// <summary>What .NET does not tell of files on Unix. Uses only layouts that are the same for every C library of a system.</summary>
internal static partial class UnixFile
{
    /// <summary>Type of a folder, as <see cref="TypeOf"/> gives it.</summary>
    public const int Folder = 0x4000;

    /// <summary>Type of a regular file, as <see cref="TypeOf"/> gives it.</summary>
    public const int Regular = 0x8000;

    private const int TypeBits = 0xF000;

    /// <summary>The type bits of a file's mode, found without opening it; null where there is no file, or no such thing on this system.</summary>
    public static int? TypeOf(string path)
    {
        Span<byte> status = stackalloc byte[512];
        status.Clear();
        if (OperatingSystem.IsLinux())
        {
            const int CurrentFolder = -100;
            const uint Type = 1;
            const int ModeOffset = 28;
            return StatX(CurrentFolder, path, 0, Type, ref MemoryMarshal.GetReference(status)) == 0 ? MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeBits : null;
        }

        if (OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
        {
            const int ModeOffset = 4;
            return Stat(path, ref MemoryMarshal.GetReference(status)) == 0 ? MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeBits : null;
        }

        return null;
    }

    /// <summary>Reads a small file that somebody holds locked: .NET would ask for the lock first, and not get it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadLocked(string path)
    {
        using var stream = OperatingSystem.IsWindows()
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : OpenWithoutLock(path);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static FileStream OpenWithoutLock(string path)
    {
        const int ReadOnly = 0;
        var descriptor = Open(path, ReadOnly);
        return descriptor >= 0 ? new(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read) : throw new IOException($"{path} cannot be opened.");
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
