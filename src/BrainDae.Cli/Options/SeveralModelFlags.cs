using System.Collections.Immutable;
using System.CommandLine;
using BrainDae.Files;
using BrainDae.Method.Models;

namespace BrainDae.Cli.Options;

/// <summary>As <see cref="ModelFlags"/>, for one model or several that differ in their seed alone.</summary>
internal sealed class SeveralModelFlags(Command command)
{
    private readonly Flag<string[]> identifiers = SharedOptions.Identifiers().AddTo(command);
    private readonly Flag<string[]> files = SharedOptions.Several("--model", "Files of models, anywhere, in place of --identifier; results have the names of the files.", "FILE").AddTo(command);
    private readonly Flag<DirectoryInfo> folder = SharedOptions.Models().AddTo(command);

    /// <summary>Opens the models.</summary>
    /// <exception cref="BrainDaeException">The flags contradict each other, or a model is missing, damaged or named twice; none stays open then.</exception>
    public ImmutableArray<ModelFile> Open(ParseResult line)
    {
        var byFile = files.IsGiven(line);
        ModelFlags.RequireOne(byFile && identifiers.IsGiven(line));
        var named = (byFile ? files : identifiers).Value(line);
        if (named.GroupBy(name => byFile ? Path.GetFileNameWithoutExtension(name) : name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw BrainDaeException.Option($"{(byFile ? files : identifiers).Name} '{twice.Key}': is given twice; name each model once.");
        }

        var models = new List<ModelFile>();
        try
        {
            models.AddRange(named.Select(name => byFile ? ModelFile.Open(name) : ModelFolder.Of(folder.Value(line).ToString(), name).Open()));
            return [.. models];
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }
}
