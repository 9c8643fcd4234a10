using System.Runtime.InteropServices;

namespace BrainDae.Cli.Ending;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks the command to stop after the work at hand, and says so; the second ends the process
/// at once, which loses no more than a kill would: every file is whole at every moment.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly Action<string> tell;
    private readonly PosixSignalRegistration[] registrations;
    private ExitCode? asked;

    /// <param name="tell">Receives a line for the user.</param>
    public StopSignals(Action<string> tell)
    {
        this.tell = tell;
        registrations = [Register(PosixSignal.SIGINT, ExitCode.Cancelled), Register(PosixSignal.SIGTERM, ExitCode.Terminated)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The code of a command that a signal has stopped, and any other as it is.</summary>
    public ExitCode CodeOf(ExitCode outcome) => outcome == ExitCode.Cancelled ? asked ?? outcome : outcome;

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        source.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, ExitCode code) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (asked is not null)
        {
            ProcessEnd.AtOnce(code);
        }

        asked = code;
        tell("Stopping after the iteration or patient at hand. Once more to stop at once.");
        source.Cancel();
    });
}
