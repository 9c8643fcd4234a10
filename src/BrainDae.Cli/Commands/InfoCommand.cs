using BrainDae.Cli.Description;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae info`: what a file or folder is.</summary>
internal sealed class InfoCommand : BrainDaeCommand
{
    public InfoCommand(IAnsiConsole console)
        : base("info", "Say what models and folders of data, results or predictions are.", "braindae info models/dae data results")
    {
        var paths = SharedOptions.Paths();
        Arguments.Add(paths);
        OnRun(console, (line, context) =>
        {
            foreach (var path in paths.Existing(line))
            {
                var any = false;
                foreach (var described in Descriptions.Under(path))
                {
                    any = true;
                    console.Write(new UnwrappedLine($"{described.Path}:", new Style(decoration: Decoration.Bold), described.Kind));
                    foreach (var (name, value) in described.Facts)
                    {
                        context.WriteLabelled($"  {name}:", value);
                    }
                }

                if (!any)
                {
                    throw BrainDaeException.Missing($"{path}: holds no data, model, results or predictions of braindae. Name such a folder.");
                }
            }

            return ExitCode.Success;
        });
    }
}
