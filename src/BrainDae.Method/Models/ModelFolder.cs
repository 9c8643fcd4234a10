using System.Buffers;
using System.Security.Cryptography;
using BrainDae.Files;

namespace BrainDae.Method.Models;

/// <summary>Where the files of one model lie: MODELS/IDENTIFIER/.</summary>
public sealed class ModelFolder
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    private ModelFolder(string path, string identifier) => (Path, Identifier) = (path, identifier);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Name of the model.</summary>
    public string Identifier { get; }

    /// <summary>The checkpoint with the lowest validation loss: the model.</summary>
    public string Best => In("best.safetensors");

    /// <summary>The latest checkpoint with everything that resuming needs.</summary>
    public string Last => In("last.safetensors");

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
            throw BrainDaeException.Option($"--identifier '{shown}': must be a plain folder name without / \\ : * ? \" < > |.");
        }

        return new(System.IO.Path.Combine(modelsFolder, identifier), identifier);
    }

    /// <summary>Refuses a folder without a trained model.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>.</exception>
    public void RequireModel()
    {
        if (!File.Exists(Best))
        {
            throw BrainDaeException.Missing($"{Best}: there is no model '{Identifier}'. {Remedy()}");
        }
    }

    /// <summary>SHA-256 of <see cref="Best"/>, lower-case hexadecimal: names the weights in every result.</summary>
    public string HashBest()
    {
        using var stream = File.OpenRead(Best);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string Remedy()
    {
        var parent = System.IO.Path.GetDirectoryName(Path)!;
        var models = Directory.Exists(parent)
            ? Directory.GetDirectories(parent).Where(d => File.Exists(System.IO.Path.Combine(d, "best.safetensors"))).Select(System.IO.Path.GetFileName).Order().ToArray()
            : [];
        return models.Length == 0 ? "Train one with 'braindae train' first." : $"Models there: {string.Join(", ", models)}.";
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
