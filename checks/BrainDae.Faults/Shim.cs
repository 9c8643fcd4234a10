using System.Diagnostics;

namespace BrainDae.Faults;

/// <summary>The library that is put in front of the C library of the program under test; see Native/faults.c.</summary>
internal static class Shim
{
    private static readonly Lazy<string?> Built = new(Build);

    /// <summary>The library; null where there is no C compiler or no such preloading.</summary>
    public static string? Library => Built.Value;

    private static string? Build()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var library = Path.Combine(Path.GetTempPath(), $"braindae-faults-{Environment.ProcessId}.so");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "Native", "faults.c"), "-ldl"]) { RedirectStandardError = true })!;
            compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(library);
            return compiler.ExitCode == 0 ? library : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
