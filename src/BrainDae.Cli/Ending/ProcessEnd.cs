using System.Runtime.InteropServices;

namespace BrainDae.Cli.Ending;

/// <summary>Ends the process without the handlers of a normal end, which would unload libtorch under its running threads.</summary>
internal static partial class ProcessEnd
{
    public static void AtOnce(ExitCode code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit((int)code);
        }

        ExitProcess((int)code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitProcess(int code);
}
