using System.CommandLine;
using BrainDae.Cli.Description;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Output;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae info`: what a file or folder is.</summary>
internal sealed class InfoCommand : Command, IHasExample
{
    private readonly IAnsiConsole console;

    public InfoCommand(IAnsiConsole console)
        : base("info", "Say what models and folders of data, results or predictions are.")
    {
        this.console = console;
        Arguments.Add(Paths);
        SetAction(parsed => (int)Run(parsed));
    }

    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "A data folder, a model's folder or file, a results or predictions folder, or a folder that holds such folders.",
        Arity = ArgumentArity.OneOrMore,
    };

    public string Example => "braindae info models/dae data results";

    private ExitCode Run(ParseResult parsed)
    {
        foreach (var path in parsed.GetRequiredValue(Paths))
        {
            if (!Path.Exists(path))
            {
                throw BrainDaeException.Missing($"{path}: does not exist. Check the path.");
            }

            var any = false;
            foreach (var described in Descriptions.Under(path))
            {
                any = true;
                console.Write(new UnwrappedLine($"{described.Path}:", new Style(decoration: Decoration.Bold), described.Kind));
                foreach (var (name, value) in described.Facts)
                {
                    console.Write(new UnwrappedLine($"  {name}:", Style.Plain, value));
                }
            }

            if (!any)
            {
                throw BrainDaeException.Missing($"{path}: holds no data, model, results or predictions of braindae. Name such a folder.");
            }
        }

        return ExitCode.Success;
    }
}
