namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// A value described by a pickle. Nothing in it was executed: what Python would call stays a <see cref="PickleCall"/>.
/// Values can contain themselves, so they have no structural equality.
/// </summary>
internal abstract class PickleValue;

/// <summary>None or raw bytes: values that no checkpoint needs, kept as a place in their container.</summary>
internal sealed class PickleOpaque : PickleValue
{
    public static PickleOpaque Instance { get; } = new();
}

internal sealed class PickleInteger(long value) : PickleValue
{
    public long Value => value;
}

internal sealed class PickleFloat(double value) : PickleValue
{
    public double Value => value;
}

internal sealed class PickleBoolean(bool value) : PickleValue
{
    public bool Value => value;
}

internal sealed class PickleText(string value) : PickleValue
{
    public string Value => value;
}

internal sealed class PickleTuple(PickleValue[] items) : PickleValue
{
    public PickleValue[] Items => items;
}

/// <summary>A name that Python would import; here it stays a name.</summary>
internal sealed class PickleGlobal(string module, string name) : PickleValue
{
    public bool Is(string otherModule, string otherName) => module == otherModule && name == otherName;

    public string Module => module;

    public string Name => name;
}

internal sealed class PickleList : PickleValue
{
    public List<PickleValue> Items { get; } = [];
}

/// <summary>A reference to something outside the pickle, such as a storage of a checkpoint.</summary>
internal sealed class PicklePersistent(PickleValue id) : PickleValue
{
    public PickleValue Id => id;
}

/// <summary>A value that can be given items by key: a dictionary, or an object that Python would construct.</summary>
internal abstract class PickleContainer : PickleValue
{
    public List<KeyValuePair<PickleValue, PickleValue>> Items { get; } = [];
}

internal sealed class PickleDictionary : PickleContainer;

/// <summary>What Python would get by calling something; <see cref="Callable"/> is a name and is never resolved.</summary>
internal sealed class PickleCall(PickleValue callable, PickleValue arguments) : PickleContainer
{
    public PickleValue Callable => callable;

    public PickleValue Arguments => arguments;
}
