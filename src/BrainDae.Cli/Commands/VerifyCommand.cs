using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Cli.Verification;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae verify`: whether files are as they were written.</summary>
internal sealed class VerifyCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public VerifyCommand(IAnsiConsole console)
        : base("verify", "Read everything that braindae wrote in folders of data, models, results or predictions, and hold it against its checksums.")
    {
        this.console = console;
        Arguments.Add(Paths);
        SetAction((parsed, cancellation) => Task.Run(() => (int)Run(parsed, cancellation), CancellationToken.None));
    }

    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "A data folder, a model's folder or file, a results or predictions folder, or a folder that holds such folders.",
        Arity = ArgumentArity.OneOrMore,
    };

    public string Example => "braindae verify data models/dae results predictions";

    private ExitCode Run(ParseResult parsed, CancellationToken cancellation)
    {
        var paths = parsed.GetRequiredValue(Paths);
        foreach (var path in paths)
        {
            if (!Path.Exists(path))
            {
                throw BrainDaeException.Missing($"{path}: does not exist. Check the path.");
            }
        }

        var (whole, damaged) = (0, 0);
        foreach (var path in paths)
        {
            var before = whole + damaged;
            foreach (var part in Artefacts.Under(path))
            {
                cancellation.ThrowIfCancellationRequested();
                whole += part.Fault is null ? 1 : 0;
                damaged += part.Fault is null ? 0 : 1;
                Tell(part);
            }

            if (whole + damaged == before)
            {
                throw BrainDaeException.Missing($"{path}: holds nothing that braindae wrote with checksums. Name a folder of data, models, results or predictions.");
            }
        }

        console.WriteLine(damaged == 0 ? $"{Counted.Of(whole, "part")}, all as written." : $"{damaged} of {whole + damaged} parts are damaged.");
        return damaged == 0 ? ExitCode.Success : ExitCode.InvalidInput;
    }

    private void Tell(VerifiedPart part) => console.Write(part.Fault is null
        ? new UnwrappedLine("ok", new Style(Color.Green), $"{part.Path} ({part.Kind})")
        : new UnwrappedLine("damaged", new Style(Color.Red), part.Fault));
}
