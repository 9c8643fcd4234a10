using System.Collections.Immutable;
using System.CommandLine;
using BrainDae.Files;
using BrainDae.Method.Models;

namespace BrainDae.Cli.Options;

/// <summary>As <see cref="ModelFlags"/>, for one model or several that differ in their seed alone.</summary>
internal sealed class SeveralModelFlags
{
    public Option<string[]> Identifiers { get; } = SharedOptions.Identifiers();

    public Option<string[]> Files { get; } = new("--model")
    {
        Description = "Files of models, anywhere, in place of --identifier; results have the names of the files.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<DirectoryInfo> Folder { get; } = SharedOptions.Models();

    public void AddTo(Command command)
    {
        command.Options.Add(Identifiers);
        command.Options.Add(Files);
        command.Options.Add(Folder);
    }

    /// <summary>Opens the models.</summary>
    /// <exception cref="BrainDaeException">The flags contradict each other, or a model is missing, damaged or named twice; none stays open then.</exception>
    public ImmutableArray<ModelFile> Open(ParseResult parsed)
    {
        var files = parsed.GetValue(Files) ?? [];
        if (files.Length > 0)
        {
            ModelFlags.RequireOne(parsed, Identifiers);
        }

        var names = files.Length > 0 ? [.. files.Select(file => Path.GetFileNameWithoutExtension(file)!)] : parsed.GetRequiredValue(Identifiers);
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw BrainDaeException.Option($"{(files.Length > 0 ? Files.Name : Identifiers.Name)} '{twice.Key}': is given twice; name each model once.");
        }

        var models = new List<ModelFile>();
        try
        {
            models.AddRange(files.Length > 0
                ? files.Select(file => ModelFile.Open(file))
                : names.Select(name => ModelFolder.Of(parsed.GetRequiredValue(Folder).ToString(), name).Open()));
            return [.. models];
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }
}
