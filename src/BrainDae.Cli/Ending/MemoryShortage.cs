using System.Runtime.InteropServices;
using BrainDae.Cli.Output;

namespace BrainDae.Cli.Ending;

/// <summary>Tells whether there was not enough memory, whichever of .NET, libtorch and the system says so.</summary>
internal static class MemoryShortage
{
    private static readonly string[] Signs = ["can't allocate memory", "cannot allocate memory", "not enough memory", "out of memory", "std::bad_alloc", "failed to map segment"];

    private const string Message = "There is not enough memory. Give a smaller --batch_size or fewer --threads, close other programs, or raise the memory limit of this shell ('ulimit -v').";

    /// <summary>Ends the process where libtorch gets no memory: no exception can pass through it.</summary>
    public static void End()
    {
        UnwrappedLine.WriteError(StreamConsole.Error(), Message);
        ProcessEnd.AtOnce(ExitCode.OutOfMemory);
    }

    /// <summary>One line for the user; null for any other failure.</summary>
    public static string? Of(Exception failure) => All(failure).Any(IsShortage)
        ? Message
        : null;

    private static bool IsShortage(Exception e) => e is OutOfMemoryException
        || (e is ExternalException or DllNotFoundException or IOException or TypeInitializationException && Signs.Any(sign => e.Message.Contains(sign, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<Exception> All(Exception e) => e switch
    {
        AggregateException { InnerExceptions: var inner } => inner.SelectMany(All).Prepend(e),
        { InnerException: { } inner } => All(inner).Prepend(e),
        _ => [e],
    };
}
