using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Files;

namespace BrainDae.Data.Splits;

/// <summary>
/// A split on its way to its three files. It lies whole beside them from before the first one is written until after the
/// last one, so that an interruption in between leaves a split that can be finished, never a mixture of two.
/// </summary>
internal sealed record PendingSplit(ImmutableArray<string> Train, ImmutableArray<string> Val, ImmutableArray<string> Test)
{
    private const string FileName = "split.pending.json";
    private const string Remedy = "An interrupted run may have left the split beside it half written: remove it if the three split files are whole; else remove all four to draw the split anew";

    public static bool Exists(string folder) => File.Exists(PathIn(folder));

    public static void Write(string folder, CohortSplit split) =>
        SealedJson.Write(PathIn(folder), new(split.Train, split.Val, split.Test), PendingSplitJson.Default.PendingSplit);

    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it cannot be read.</exception>
    public static CohortSplit Read(string folder)
    {
        var path = PathIn(folder);
        var pending = SealedJson.Read(path, PendingSplitJson.Default.PendingSplit, Remedy);
        return pending.Train.Concat(pending.Val).Concat(pending.Test).All(name => name is not null)
            ? new(pending.Train, pending.Val, pending.Test)
            : throw BrainDaeException.Invalid($"{path}: a name in it is null. {Remedy}.");
    }

    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Remove(string folder) => AtomicFile.Delete(PathIn(folder));

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(PendingSplit))]
internal sealed partial class PendingSplitJson : JsonSerializerContext;
