using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Files;

namespace BrainDae.Method.TrainingLog;

/// <summary>
/// Writes one JSON object a line and epoch to a file. A resumed run drops the lines of epochs that the checkpoint does
/// not include, so the file reads as that of an uninterrupted run.
/// </summary>
/// <param name="path">The .jsonl file.</param>
public sealed class JsonLinesLog(string path) : ITrainingListener
{
    /// <inheritdoc/>
    public void Started(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var kept = plan.FirstEpoch > 0 && File.Exists(path)
            ? File.ReadLines(path).Where(line => Parse(line)?.Epoch < plan.FirstEpoch)
            : [];
        AtomicFile.WriteText(path, string.Concat(kept.Select(line => line + "\n")));
    }

    /// <inheritdoc/>
    public void IterationDone(IterationReport report)
    {
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport report)
    {
        try
        {
            File.AppendAllText(path, JsonSerializer.Serialize(report, EpochJson.Default.EpochReport) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be written ({e.Message}). Free disk space and resume the run.", e);
        }
    }

    /// <summary>Reads a log back; lines that an interruption cut short are passed over.</summary>
    /// <param name="path">The file; need not exist.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it cannot be read.</exception>
    public static ImmutableArray<EpochReport> Read(string path)
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadLines(path).Select(Parse).OfType<EpochReport>()] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read ({e.Message.TrimEnd('.')}). Check its permissions, or move it away.", e);
        }
    }

    private static EpochReport? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EpochJson.Default.EpochReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EpochReport))]
internal sealed partial class EpochJson : JsonSerializerContext;
