using System.Diagnostics;
using BrainDae.Cli;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Files;

var output = StreamConsole.Output(out var lossy);
var errors = StreamConsole.Error();
using var signals = new StopSignals(line => UnwrappedLine.WriteNotice(errors, line));
var code = signals.CodeOf(await BrainDaeApp.RunAsync(args, output, errors, signals.Token));
if (lossy?.Fault is { } fault)
{
    UnwrappedLine.WriteError(errors, $"standard output: cannot be written ({fault}), so lines are missing there. Files that the command names are complete; give standard output another place.");
    code = code == ExitCode.Success ? ExitCode.OutputNotWritable : code;
}

if (Environment.GetEnvironmentVariable("BRAINDAE_TIMES") is not null)
{
    UnwrappedLine.WriteNotice(errors, $"checksums took {CheckClock.Elapsed.TotalMilliseconds:0} ms of {(TimeProvider.System.GetUtcNow().UtcDateTime - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds:0} ms.");
}

return (int)code;
