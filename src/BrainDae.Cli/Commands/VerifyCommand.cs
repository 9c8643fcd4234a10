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
            var (whole, damaged) = (0, 0);
            foreach (var path in paths.Existing(line))
            {
                var before = whole + damaged;
                foreach (var part in Artefacts.Under(path))
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    whole += part.Fault is null ? 1 : 0;
                    damaged += part.Fault is null ? 0 : 1;
                    console.Write(part.Fault is null
                        ? new UnwrappedLine("ok", new Style(Color.Green), $"{part.Path} ({part.Kind})")
                        : new UnwrappedLine("damaged", new Style(Color.Red), context.Word(part.Fault)));
                }

                if (whole + damaged == before)
                {
                    throw BrainDaeException.Missing($"{path}: holds nothing that braindae wrote with checksums. Name a folder of data, models, results or predictions.");
                }
            }

            context.WriteLine(damaged == 0 ? $"{Counted.Of(whole, "part")}, all as written." : $"{damaged} of {whole + damaged} parts are damaged.");
            return damaged == 0 ? ExitCode.Success : ExitCode.InvalidInput;
        });
    }
}
