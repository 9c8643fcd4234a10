using System.CommandLine;
using BrainDae.Files;
using BrainDae.Method.Models;

namespace BrainDae.Cli.Options;

/// <summary>The flags that name a model: by identifier in the folder of all models, or as a file that may lie anywhere.</summary>
internal sealed class ModelFlags(Command command)
{
    private readonly Flag<string> identifier = SharedOptions.Identifier().AddTo(command);
    private readonly Flag<string?> file = SharedOptions.Path("--model", "File of a model, anywhere, in place of --identifier.", "FILE").AddTo(command);
    private readonly Flag<DirectoryInfo> folder = SharedOptions.Models().AddTo(command);

    /// <summary>Opens the model.</summary>
    /// <exception cref="BrainDaeException">The flags contradict each other, or the model is missing or damaged.</exception>
    public ModelFile Open(ParseResult line)
    {
        if (file.Value(line) is not { } path)
        {
            return ModelFolder.Of(folder.Value(line).ToString(), identifier.Value(line)).Open();
        }

        RequireOne(identifier.IsGiven(line));
        return ModelFile.Open(path);
    }

    /// <summary>Refuses a command line that names the model in both ways.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    internal static void RequireOne(bool identifierIsGiven)
    {
        if (identifierIsGiven)
        {
            throw BrainDaeException.Option("--model and --identifier: both name the model; give one of them.");
        }
    }
}
