using System.Runtime.InteropServices;

namespace BrainDae.Torch.Runtime;

/// <summary>
/// Lets processes of one user that compute on the same processors take turns, an operation of some hundred milliseconds
/// each. libtorch's threads spin while they wait for each other: two processes at once do not share the processors but keep
/// each other from working, and each takes eight times as long. In turns, each takes twice as long.
/// </summary>
/// <remarks>
/// Two locks of the operating system, which end with their process, make the turns fair: whoever holds the first is next for
/// the second. A process that is stopped in its turn must not stop others: who has waited too long goes on without turns.
/// </remarks>
internal sealed partial class ProcessorTurns
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int next;
    private readonly int turn;
    private bool given;

    private ProcessorTurns(int next, int turn) => (this.next, this.turn) = (next, turn);

    /// <summary>Turns of this user on this machine; null where there are none (not Linux, or no folder for the locks).</summary>
    /// <param name="folder">Where the locks lie; null for a folder of the system that is this user's own.</param>
    public static ProcessorTurns? Open(string? folder = null)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        folder ??= Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } own && Directory.Exists(own) ? own : Path.GetTempPath();
        var stem = Path.Combine(folder, $"braindae-turns-{UserId()}");
        var (first, second) = (OpenLock(stem + ".next"), OpenLock(stem + ".now"));
        return first >= 0 && second >= 0 ? new(first, second) : null;
    }

    /// <summary>Waits for this process's turn, which ends with the disposal of the result.</summary>
    public Turn Take()
    {
        if (!given)
        {
            var deadline = TimeProvider.System.GetTimestamp() + (long)(Patience.TotalSeconds * TimeProvider.System.TimestampFrequency);
            given = !TryLock(next, deadline) | !TryLock(turn, deadline);
            Unlock(next);
            if (!given)
            {
                return new(this);
            }

            Unlock(turn);
        }

        return default;
    }

    private static bool TryLock(int descriptor, long deadline)
    {
        const int Exclusive = 2;
        const int WithoutWaiting = 4;
        while (Flock(descriptor, Exclusive | WithoutWaiting) != 0)
        {
            if (TimeProvider.System.GetTimestamp() > deadline)
            {
                return false;
            }

            Thread.Sleep(1);
        }

        return true;
    }

    private static void Unlock(int descriptor)
    {
        const int Free = 8;
        _ = Flock(descriptor, Free);
    }

    private static int OpenLock(string path)
    {
        const int ReadWriteCreate = 0x2 | 0x40;
        const int WithoutLinks = 0x20000;
        const int CloseOnExec = 0x80000;
        return Open(path, ReadWriteCreate | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : WithoutLinks) | CloseOnExec, 0x180);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags, int permissions);

    [LibraryImport("libc", EntryPoint = "flock")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "getuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint UserId();

    /// <summary>A turn under way; the default one is of nobody and ends without effect.</summary>
    public readonly struct Turn(ProcessorTurns turns) : IDisposable
    {
        public void Dispose()
        {
            if (turns is not null)
            {
                Unlock(turns.turn);
            }
        }
    }
}
