using System.Runtime.CompilerServices;

namespace BrainDae.Files;

/// <summary>A value of an option that cannot be used.</summary>
/// <param name="value">The value; null where it cannot be shown or is not the fault by itself.</param>
/// <param name="requirement">What the value must be, without a full stop.</param>
/// <param name="property">Path of the property, such as Noise.Resolution, or name of the argument; by default the expression given as the value.</param>
public sealed class OptionFault(object? value, FailureText requirement, [CallerArgumentExpression(nameof(value))] string property = "")
{
    /// <summary>Path of the property, such as Noise.Resolution, or name of the argument.</summary>
    public string Property { get; } = property;

    /// <summary>The value; null where it cannot be shown or is not the fault by itself.</summary>
    public object? Value { get; } = value;

    /// <summary>What the value must be, without a full stop.</summary>
    public FailureText Requirement { get; } = requirement;

    /// <summary>The fault of a value, or null where it can be used.</summary>
    /// <param name="holds">Whether the value can be used.</param>
    /// <param name="value">The value.</param>
    /// <param name="requirement">What the value must be, without a full stop.</param>
    /// <param name="property">Path of the property; by default the expression given as the value.</param>
    public static OptionFault? Unless(bool holds, object? value, FailureText requirement, [CallerArgumentExpression(nameof(value))] string property = "") =>
        holds ? null : new(value, requirement, property);
}
