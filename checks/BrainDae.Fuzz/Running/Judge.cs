using System.Diagnostics;
using BrainDae.Files;
using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz.Running;

/// <summary>Reads inputs and holds the readers to their promise: accept or refuse in one line, soon, with little memory.</summary>
public sealed class Judge(IFuzzTarget target, ScratchFolder scratch, Watchdog? watchdog = null)
{
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    private const long FreeBytes = 1 << 20;

    public Verdict Of(byte[] input)
    {
        var verdict = Once(input);

        // A busy machine or the first use of a class can make any input slow or fat once.
        return verdict.Outcome is Outcome.Slow or Outcome.Fat ? Once(input) : verdict;
    }

    private Verdict Once(byte[] input)
    {
        watchdog?.Begin(target, input);
        var (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var verdict = Read(input);
        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        watchdog?.End();
        return verdict.Outcome == Outcome.Crash ? verdict
            : elapsed > TimeLimit ? new(Outcome.Slow, $"It took {elapsed.TotalSeconds:0.0} s.", "slow")
            : allocated > FreeBytes + 2L * input.Length && allocated > FreeBytes + 2 * target.InflatedLength(input) ? new(Outcome.Fat, $"{allocated} bytes were allocated for {input.Length} ({target.InflatedLength(input)} inflated).", "fat")
            : verdict;
    }

    private Verdict Read(byte[] input)
    {
        try
        {
            return target.Read(input, scratch) ? Verdict.Accepted : Verdict.Refused;
        }
        catch (BrainDaeException e)
        {
            return MessageFault(e.Message) is { } fault ? new(Outcome.Crash, $"The message {fault}: {e}", $"message {fault} {Place(e)}") : Verdict.Refused;
        }
        catch (UnsoundResultException e)
        {
            return new(Outcome.Crash, e.ToString(), e.Message);
        }
        catch (Exception e)
        {
            return new(Outcome.Crash, e.ToString(), $"{e.GetType().Name} {Place(e)}");
        }
    }

    private static string? MessageFault(string message) =>
        string.IsNullOrWhiteSpace(message) ? "is empty"
        : message.AsSpan().ContainsAny('\n', '\r') ? "has more than one line"
        : message.Contains("   at ", StringComparison.Ordinal) ? "shows a stack trace"
        : null;

    /// <summary>The methods that the exception came through first, of this software if possible.</summary>
    private static string Place(Exception e)
    {
        var methods = new StackTrace(e).GetFrames().Select(frame => frame.GetMethod()).OfType<System.Reflection.MethodBase>().ToArray();
        return string.Join(" < ", methods.Where(method => method.DeclaringType?.Namespace?.StartsWith("BrainDae", StringComparison.Ordinal) == true).Take(3)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));
    }
}
