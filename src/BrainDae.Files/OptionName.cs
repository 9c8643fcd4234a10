namespace BrainDae.Files;

/// <summary>
/// Refers to an option in a <see cref="FailureText"/>. As a ref struct it fits into no ordinary string, so the
/// compiler refuses a message in which a command line could no longer put its own name for the option.
/// </summary>
/// <param name="property">Path of the property, such as Noise.Resolution, or name of the argument.</param>
public readonly ref struct OptionName(string property)
{
    /// <summary>Path of the property or name of the argument.</summary>
    internal string Property { get; } = property;
}
