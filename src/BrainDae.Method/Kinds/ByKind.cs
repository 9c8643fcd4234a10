using System.Collections.Concurrent;

namespace BrainDae.Method.Kinds;

/// <summary>What a runtime has for each kind, found by the type of the kind's options or the nearest type that it is derived from.</summary>
internal sealed class ByKind<TValue>
    where TValue : class
{
    private readonly ConcurrentDictionary<Type, TValue> values = new();

    /// <summary>Adds what serves options of a type and of all types derived from it.</summary>
    public ByKind<TValue> Add<TOptions>(TValue value)
    {
        values[typeof(TOptions)] = value;
        return this;
    }

    /// <returns>Null where there is nothing.</returns>
    public TValue? Find(Type? options) => options is null ? null : values.GetValueOrDefault(options) ?? Find(options.BaseType);
}
