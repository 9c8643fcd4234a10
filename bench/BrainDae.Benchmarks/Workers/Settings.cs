using System.Globalization;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Workers;

/// <summary>The settings of a workload, given as name=value.</summary>
internal sealed class Settings(IEnumerable<string> pairs)
{
    private readonly Dictionary<string, string> values = pairs.Select(pair => pair.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);

    public string this[string name] => values.TryGetValue(name, out var value)
        ? value
        : throw BrainDaeException.Option($"worker: needs {name}=...; start it through 'table'.");

    /// <summary>A setting that need not be there.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name);

    public int Int(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);
}
