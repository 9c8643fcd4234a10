using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Method.TrainingLog;
using BrainDae.Prediction;

namespace BrainDae.Cli.Verification;

/// <summary>Finds what this program wrote under a path and reads all of it, as it would be read to be used.</summary>
internal static class Artefacts
{
    private static readonly EnumerationOptions Below = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Verifies a file, a folder of any kind, or a folder that holds such folders; part by part, while it goes.</summary>
    public static IEnumerable<VerifiedPart> Under(string path)
    {
        if (File.Exists(path))
        {
            return OfFile(path) is { } part ? [part] : [];
        }

        return InFolder(path).Concat(Folders(path).SelectMany(Under));
    }

    private static IEnumerable<VerifiedPart> InFolder(string folder)
    {
        var data = File.Exists(Path.Combine(folder, CohortManifest.FileName)) ? OfData(folder) : [];
        var files = Directory.EnumerateFiles(folder, "*", Below).Order(StringComparer.Ordinal).Select(OfFile).OfType<VerifiedPart>();
        return data.Concat(files);
    }

    /// <summary>Subfolders, but those that are part of a data folder, which is verified as a whole.</summary>
    private static IEnumerable<string> Folders(string folder) => File.Exists(Path.Combine(folder, CohortManifest.FileName))
        ? []
        : Directory.EnumerateDirectories(folder, "*", Below).Order(StringComparer.Ordinal);

    /// <summary>What a file's name says that it is; null for files that are none of ours or have been verified with another.</summary>
    private static VerifiedPart? OfFile(string path) => Path.GetFileName(path) switch
    {
        EvaluationFiles.FileName => Part(path, "evaluation", () => EvaluationFiles.Verified(FolderOf(path))),
        PredictionFolder.SummaryName => Part(path, "prediction", () => new PredictionFolder(Path.GetDirectoryName(FolderOf(path)) ?? ".").Verified(Path.GetFileName(FolderOf(path)))),
        PredictionFolder.TableName => Part(path, "table of predictions", () => new PredictionFolder(FolderOf(path)).VerifyTable()),
        var name when BidsDerivatives.IsDescription(name) => Part(path, "BIDS derivative", () => BidsDerivatives.Verify(path)),
        "log.jsonl" => Part(path, "training log", () => JsonLinesLog.Read(path)),
        var name when name.StartsWith("models-", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal) => Part(path, "spread over models", () => RequireSeal(path)),
        var name when name.EndsWith(PatientFileName.Extension, StringComparison.Ordinal) => OfTensors(path),
        _ => null,
    };

    private static IEnumerable<VerifiedPart> OfData(string folder)
    {
        SliceStore? store = null;
        yield return Part(Path.Combine(folder, CohortManifest.FileName), "manifest", () => store = SliceStore.Open(folder));
        using (store)
        {
            foreach (var name in store?.Patients ?? [])
            {
                yield return Part(Path.Combine(folder, "slices", PatientFileName.Of(name)), "slices", () => store!.Verify(name));
                store!.Release(name);
            }
        }

        var splits = SliceStore.SplitFolderOf(folder);
        yield return Part(splits, "split", () =>
        {
            SplitFiles.Read(splits);
            if (SplitFiles.Changed(splits) is { Length: > 0 } changed)
            {
                throw BrainDaeException.Invalid($"{splits}: {string.Join(", ", changed)} and SHA256SUMS beside it do not agree (damaged or edited). Restore it, or run braindae preprocess again to keep it so.");
            }
        });
    }

    /// <summary>Whether a file is a model or a checkpoint to resume from.</summary>
    public static bool IsModel(string path)
    {
        using var file = TryOpen(path);
        return file is not null && file.Metadata.ContainsKey("manifest");
    }

    /// <summary>A model or a checkpoint to resume from, with the readable copy of its header; or slices without their data folder.</summary>
    private static VerifiedPart OfTensors(string path)
    {
        return IsModel(path)
            ? Part(path, "model", () => VerifyModel(path))
            : Part(path, "slices", () =>
            {
                using var slices = PatientSliceFile.Open(path);
                slices.Verify();
            });
    }

    private static void VerifyModel(string path)
    {
        using var model = ModelFile.Open(path);
        if (File.Exists(ModelFile.CopyOf(path)))
        {
            RequireSeal(ModelFile.CopyOf(path));
        }
    }

    private static SafetensorsFile? TryOpen(string path)
    {
        try
        {
            return SafetensorsFile.Open(path);
        }
        catch (BrainDaeException)
        {
            return null;
        }
    }

    private static void RequireSeal(string path)
    {
        if (!SealedJson.IsWhole(RegularFile.ReadAllBytes(path)))
        {
            throw BrainDaeException.NotAsWritten(path, "Run the command that wrote it again");
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static VerifiedPart Part(string path, string kind, Action read)
    {
        try
        {
            read();
            return new(path, kind, null);
        }
        catch (BrainDaeException e)
        {
            return new(path, kind, e.Text) { State = e.IsOfOtherVersion ? "outdated" : "damaged" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, kind, $"{path}: cannot be read ({e.Message.TrimEnd('.')}). Check its permissions.");
        }
    }
}
