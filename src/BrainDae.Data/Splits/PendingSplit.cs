using System.Collections.Immutable;
using System.Text.Json;
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

    public static bool Exists(string folder) => File.Exists(PathIn(folder));

    public static void Write(string folder, CohortSplit split) => AtomicFile.WriteText(
        PathIn(folder), JsonSerializer.Serialize(new PendingSplit(split.Train, split.Val, split.Test), PendingSplitJson.Default.PendingSplit) + "\n");

    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it cannot be read.</exception>
    public static CohortSplit Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(folder)), PendingSplitJson.Default.PendingSplit) is { } pending
                ? pending.Train.Concat(pending.Val).Concat(pending.Test).All(name => name is not null)
                    ? new(pending.Train, pending.Val, pending.Test)
                    : throw Unreadable(folder, "a name in it is null")
                : throw Unreadable(folder, "it is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder, e.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void Remove(string folder) => AtomicFile.Delete(PathIn(folder));

    private static string PathIn(string folder) => Path.Combine(folder, FileName);

    private static BrainDaeException Unreadable(string folder, string fault) => BrainDaeException.Invalid(
        $"{PathIn(folder)}: cannot be read ({fault}), and an interrupted run may have left the split beside it half written. Remove it if the three split files are whole; else remove all four to draw the split anew.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(PendingSplit))]
internal sealed partial class PendingSplitJson : JsonSerializerContext;
