using BrainDae.Cli.Verification;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Results;
using BrainDae.Prediction;

namespace BrainDae.Cli.Description;

/// <summary>Finds what this program wrote under a path and says what each of it is; reads headers and records, not slices.</summary>
internal static class Descriptions
{
    private static readonly EnumerationOptions Below = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Describes a file, a folder of any kind, or what lies in a folder of such folders.</summary>
    /// <exception cref="Files.BrainDaeException">Something cannot be read.</exception>
    public static IEnumerable<Described> Under(string path)
    {
        if (File.Exists(path))
        {
            return Artefacts.IsModel(path) ? [ModelDescription.Of(path)]
                : Path.GetFileName(path) == EvaluationFiles.FileName ? [EvaluationDescription.Of(path)]
                : [];
        }

        return Holds(path, CohortManifest.FileName) ? [DataDescription.Of(path)]
            : Holds(path, "model.safetensors") ? [ModelDescription.Of(Path.Combine(path, "model.safetensors"))]
            : Holds(path, EvaluationFiles.FileName) ? [EvaluationDescription.Of(Path.Combine(path, EvaluationFiles.FileName))]
            : Holds(path, PredictionFolder.TableName) ? [PredictionDescription.Of(path)]
            : Directory.EnumerateDirectories(path, "*", Below).Order(StringComparer.Ordinal).SelectMany(Under);
    }

    private static bool Holds(string folder, string file) => File.Exists(Path.Combine(folder, file));
}
