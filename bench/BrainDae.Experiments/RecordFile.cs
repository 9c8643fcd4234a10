using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Experiments.CrossValidation;

namespace BrainDae.Experiments;

/// <summary>What an experiment has found so far, a JSON line each, so that it goes on where it stopped.</summary>
/// <param name="experiment">The experiment, whose name begins the file's.</param>
/// <param name="kind">The rest of the name.</param>
internal sealed class RecordFile<T>(Experiment experiment, string kind)
{
    // A score without a threshold has no Dice there.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string path = Path.Combine(experiment.Work, $"{experiment.Name}-{kind}.jsonl");

    public T[] Read() => File.Exists(path) ? [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<T>(line, Json)!)] : [];

    /// <summary>Adds records in one write, so that an interruption leaves them out or whole.</summary>
    public void Append(params IEnumerable<T> records) => File.AppendAllText(path, string.Concat(records.Select(record => JsonSerializer.Serialize(record, Json) + "\n")));
}
