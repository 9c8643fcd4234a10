using System.Globalization;
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
    var (checking, whole) = (CheckClock.Elapsed, Environment.CpuUsage.TotalTime);
    UnwrappedLine.WriteNotice(errors, string.Create(CultureInfo.InvariantCulture, $"checksums took {checking.TotalMilliseconds:0} ms of {whole.TotalMilliseconds:0} ms of processor time, {100 * checking / whole:0.0} %."));
}

return (int)code;
