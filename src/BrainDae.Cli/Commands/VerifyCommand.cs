using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Cli.Verification;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae verify`: whether files are as they were written.</summary>
internal sealed class VerifyCommand : BrainDaeCommand
{
    public VerifyCommand(IAnsiConsole console)
        : base("verify", "Read everything that braindae wrote in folders of data, models, results or predictions, and hold it against its checksums.", "braindae verify data models/dae results predictions")
    {
        var paths = SharedOptions.Paths();
        Arguments.Add(paths);
        OnRun(console, (line, context) =>
        {
            var states = new List<string>();
            foreach (var path in paths.Existing(line))
            {
                var before = states.Count;
                foreach (var part in Artefacts.Under(path))
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    states.Add(part.State);
                    console.Write(part.Fault is null
                        ? new UnwrappedLine(part.State, new Style(Color.Green), $"{part.Path} ({part.Kind})")
                        : new UnwrappedLine(part.State, new Style(Color.Red), context.Word(part.Fault)));
                }

                if (states.Count == before)
                {
                    throw BrainDaeException.Missing($"{path}: holds nothing that braindae wrote with checksums. Name a folder of data, models, results or predictions.");
                }
            }

            string[] faulty = [.. states.Where(state => state != "ok").CountBy(state => state).Select(group => $"{group.Value} of {states.Count} parts are {group.Key}")];
            context.WriteLine(faulty.Length == 0 ? $"{Counted.Of(states.Count, "part")}, all as written." : $"{string.Join(", ", faulty)}.");
            return faulty.Length == 0 ? ExitCode.Success : ExitCode.InvalidInput;
        });
    }
}
