using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BrainDae.Files;

namespace BrainDae.Method.Kinds;

/// <summary>
/// The kinds of corruption or of network that a program knows, by the names that manifests and command lines call them
/// by. A manifest chooses among what the program's own code registered and cannot name a type or a file to load.
/// </summary>
/// <param name="property">The property of the training options that holds one, for messages.</param>
/// <param name="published">Name of the published kind, which manifests without a name mean.</param>
internal sealed class KindRegistry<TOptions>(string property, string published)
    where TOptions : class
{
    private const string NameField = "name";

    private readonly ConcurrentDictionary<string, (Func<TOptions> Create, JsonTypeInfo Json)> kinds = new(StringComparer.Ordinal);

    /// <summary>All names, sorted.</summary>
    public ImmutableArray<string> Names => [.. kinds.Keys.Order(StringComparer.Ordinal)];

    private string Known => $"known are {string.Join(", ", Names)}";

    /// <summary>Adds a kind.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">How its options are read and written; read-only properties should be ignored.</param>
    /// <exception cref="ArgumentException">There is another kind of that name.</exception>
    public KindRegistry<TOptions> Add<T>(string name, JsonTypeInfo<T> json)
        where T : TOptions, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(json);
        return kinds.GetOrAdd(name, (static () => new T(), json)).Json.Type == typeof(T)
            ? this
            : throw new ArgumentException($"Another {property} is registered as '{name}'.", nameof(name));
    }

    /// <summary>A kind with its default options.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: the name is not known.</exception>
    public TOptions Create(string name) => kinds.TryGetValue(name, out var kind)
        ? kind.Create()
        : throw BrainDaeException.Option($"{new OptionName(property)} '{name}': is not known; {Known}.");

    /// <exception cref="InvalidOperationException">Nobody registered options of this type.</exception>
    public string NameOf(TOptions options) => kinds.FirstOrDefault(kind => kind.Value.Json.Type == options.GetType()).Key
        ?? throw new InvalidOperationException($"{property} {options.GetType()} is not registered, so a manifest could not be read again; register it before it is used.");

    /// <summary>Reads options with their kind's name.</summary>
    /// <exception cref="JsonException">The name is not known, or the options are not those of its kind.</exception>
    public TOptions Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"{property} is no JSON object");
        }

        var name = json.TryGetProperty(NameField, out var value) ? value.ToString() : published;
        return kinds.TryGetValue(name, out var kind)
            ? (TOptions)json.Deserialize(kind.Json)!
            : throw new JsonException($"{property} '{name}' is not known to this program; {Known}");
    }

    /// <summary>Options with their kind's name.</summary>
    public JsonObject ToJson(TOptions options)
    {
        var name = NameOf(options);
        var json = JsonSerializer.SerializeToNode(options, kinds[name].Json)!.AsObject();
        json.Insert(0, NameField, name);
        return json;
    }
}
