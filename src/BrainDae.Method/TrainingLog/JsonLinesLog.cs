using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Files;

namespace BrainDae.Method.TrainingLog;

/// <summary>
/// Writes one JSON object a line and epoch to a file, each with a checksum. A resumed run drops the lines of epochs that
/// the checkpoint does not include, so the file is that of an uninterrupted run byte for byte.
/// </summary>
/// <param name="path">The .jsonl file.</param>
public sealed class JsonLinesLog(string path) : ITrainingListener
{
    private int epochs;

    /// <inheritdoc/>
    /// <exception cref="BrainDaeException">A line of the run so far is damaged, or the file cannot be written.</exception>
    public void Started(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        epochs = plan.Epochs;
        var kept = plan.FirstEpoch > 0 ? Read(path).Where(epoch => epoch.Epoch < plan.FirstEpoch) : [];
        AtomicFile.WriteText(path, string.Concat(kept.Select(epoch => Line(epoch with { Epochs = epochs }))));
    }

    /// <inheritdoc/>
    public void IterationDone(IterationReport report)
    {
    }

    /// <inheritdoc/>
    public void EpochDone(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var line = new LoggedEpoch(report.Epoch, epochs, report.TrainingLoss, report.ValidationLoss, report.LearningRate, report.Best)
        {
            TrainingLesionLoss = report.TrainingLesionLoss,
            ValidationLesionLoss = report.ValidationLesionLoss,
        };
        try
        {
            File.AppendAllText(path, Line(line));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be written ({e.Message.TrimEnd('.')}). Free disk space and resume the run.", e);
        }
    }

    /// <summary>Reads a log back; a last line that an interruption cut short is passed over.</summary>
    /// <param name="path">The file; need not exist.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it cannot be read or is damaged.</exception>
    public static ImmutableArray<LoggedEpoch> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        // After the last line's end there is nothing, or what an interruption left of the next line.
        var text = RegularFile.Reading(path, () => System.Text.Encoding.UTF8.GetString(RegularFile.ReadAllBytes(path)), remedy: "Check its permissions, or move it away.");
        return [.. text.Split('\n')[..^1].Select((line, i) => Parse(path, line, i + 1))];
    }

    private static string Line(LoggedEpoch epoch) => SealedJson.SealLine(JsonSerializer.Serialize(epoch, EpochJson.Default.LoggedEpoch)) + "\n";

    private static LoggedEpoch Parse(string path, string line, int number)
    {
        try
        {
            if (SealedJson.IsWholeLine(line) && JsonSerializer.Deserialize(line, EpochJson.Default.LoggedEpoch) is { } epoch)
            {
                return epoch;
            }
        }
        catch (JsonException)
        {
            // Said below, as of any other damage.
        }

        throw BrainDaeException.Invalid($"{path}: line {number} is damaged (it and its checksum do not agree). Remove the line, or move the file away: only the training curves need it.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LoggedEpoch))]
internal sealed partial class EpochJson : JsonSerializerContext;
