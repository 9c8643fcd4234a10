using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz.Running;

/// <summary>Ends the process when an input is never done with, after keeping it: a thread cannot be stopped from outside.</summary>
public sealed class Watchdog : IDisposable
{
    /// <summary>Exit code of a process that was ended.</summary>
    public const int ExitCode = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FailureFolder failures;
    private readonly Timer timer;
    private byte[]? input;
    private IFuzzTarget? target;
    private long begun;

    public Watchdog(FailureFolder failures)
    {
        this.failures = failures;
        timer = new(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Begin(IFuzzTarget reader, byte[] bytes)
    {
        (target, input) = (reader, bytes);
        Volatile.Write(ref begun, Environment.TickCount64);
    }

    public void End() => Volatile.Write(ref begun, 0);

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        var since = Volatile.Read(ref begun);
        if (since != 0 && Environment.TickCount64 - since > Patience.TotalMilliseconds)
        {
            failures.Save(target!, input!, new(Outcome.Slow, $"It was not done after {Patience.TotalSeconds} s.", "hang"));
            Console.Error.WriteLine($"{target!.Name}: an input is not done after {Patience.TotalSeconds} s; it is in {failures.Path}.");
            Environment.Exit(ExitCode);
        }
    }
}
