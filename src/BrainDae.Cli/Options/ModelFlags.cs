using System.CommandLine;
using BrainDae.Files;
using BrainDae.Method.Models;

namespace BrainDae.Cli.Options;

/// <summary>The flags that name a model: by identifier in the folder of all models, or as a file that may lie anywhere.</summary>
internal sealed class ModelFlags
{
    public Option<string> Identifier { get; } = SharedOptions.Identifier();

    public Option<string?> File { get; } = new("--model")
    {
        Description = "File of a model, anywhere, in place of --identifier.",
        HelpName = "FILE",
        CustomParser = OptionValue.Path,
    };

    public Option<DirectoryInfo> Folder { get; } = SharedOptions.Models();

    public void AddTo(Command command)
    {
        command.Options.Add(Identifier);
        command.Options.Add(File);
        command.Options.Add(Folder);
    }

    /// <summary>Opens the model.</summary>
    /// <exception cref="BrainDaeException">The flags contradict each other, or the model is missing or damaged.</exception>
    public ModelFile Open(ParseResult parsed)
    {
        if (parsed.GetValue(File) is not { } file)
        {
            return ModelFolder.Of(parsed.GetRequiredValue(Folder).ToString(), parsed.GetRequiredValue(Identifier)).Open();
        }

        RequireOne(parsed, Identifier);
        return ModelFile.Open(file);
    }

    /// <summary>Refuses a command line that names the model in both ways.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    internal static void RequireOne(ParseResult parsed, Option identifier)
    {
        if (parsed.GetResult(identifier) is { Implicit: false })
        {
            throw BrainDaeException.Option("--model and --identifier: both name the model; give one of them.");
        }
    }
}
