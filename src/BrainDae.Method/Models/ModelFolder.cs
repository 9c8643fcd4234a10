using System.Buffers;
using BrainDae.Files;

namespace BrainDae.Method.Models;

/// <summary>Where the files of one model lie: MODELS/IDENTIFIER/.</summary>
public sealed class ModelFolder
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>Bytes that every file system takes as the name of a folder, with room for what is added to it.</summary>
    private const int MaximumLength = 200;

    private const string LastName = "last.safetensors";

    private ModelFolder(string path, string identifier) => (Path, Identifier) = (path, identifier);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Name of the model.</summary>
    public string Identifier { get; }

    /// <summary>The model: the weights of the lowest validation loss and, once training is complete, their calibration.</summary>
    public string Model => In("model.safetensors");

    /// <summary>The latest checkpoint with everything that resuming needs.</summary>
    public string Last => In(LastName);

    /// <summary>One JSON object a line, one line for each epoch.</summary>
    public string Log => In("log.jsonl");

    /// <summary>Names a model's folder without touching the disk.</summary>
    /// <param name="modelsFolder">Folder of all models.</param>
    /// <param name="identifier">Name of the model: a plain folder name.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: the name is no plain folder name.</exception>
    public static ModelFolder Of(string modelsFolder, string identifier)
    {
        if (string.IsNullOrWhiteSpace(identifier) || identifier is "." or ".."
            || identifier.AsSpan().ContainsAny(Forbidden) || identifier.Any(char.IsControl))
        {
            var shown = string.Concat(identifier?.Select(c => char.IsControl(c) ? '?' : c) ?? []);
            throw BrainDaeException.Option(new OptionFault($"'{shown}'", "must be a plain folder name without / \\ : * ? \" < > |", nameof(identifier)));
        }

        if (System.Text.Encoding.UTF8.GetByteCount(identifier) > MaximumLength)
        {
            throw BrainDaeException.Option(new OptionFault($"'{identifier[..40]}...'", $"must be at most {MaximumLength} bytes long", nameof(identifier)));
        }

        return new(System.IO.Path.Combine(modelsFolder, identifier), identifier);
    }

    /// <summary>Where the checkpoint that a model goes on from lies, if there is one: <see cref="Last"/>, for a model that is known by its file.</summary>
    /// <param name="model">The model's file.</param>
    public static string LastBeside(string model) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(model))!, LastName);

    /// <summary>Opens the folder's model.</summary>
    /// <exception cref="BrainDaeException">There is none, or it is damaged.</exception>
    public ModelFile Open()
    {
        RequireModel();
        return ModelFile.Open(Model, Identifier);
    }

    /// <summary>Refuses a folder without a trained model.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>.</exception>
    public void RequireModel()
    {
        if (!File.Exists(Model))
        {
            throw BrainDaeException.Missing($"{Model}: there is no model '{Identifier}'. {Remedy()}");
        }
    }

    private string Remedy()
    {
        var parent = System.IO.Path.GetDirectoryName(Path)!;
        var models = Directory.Exists(parent)
            ? Directory.GetDirectories(parent).Where(d => File.Exists(System.IO.Path.Combine(d, "model.safetensors"))).Select(System.IO.Path.GetFileName).Order().ToArray()
            : [];
        return models.Length == 0 ? "Train one with 'braindae train' first." : $"Models there: {string.Join(", ", models)}.";
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
