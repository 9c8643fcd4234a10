using System.Globalization;
using System.Runtime.CompilerServices;

namespace BrainDae.Files;

/// <summary>
/// A message that may refer to options. As text it names their properties; a program with a command line words it with
/// its flags. An interpolated string becomes one by itself, and a plain string too; numbers are written invariantly.
/// </summary>
[InterpolatedStringHandler]
public sealed class FailureText
{
    private readonly List<(string Text, bool IsOption)> parts;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    /// <param name="literalLength">Not needed.</param>
    /// <param name="formattedCount">Number of values in the string.</param>
    public FailureText(int literalLength, int formattedCount) => parts = new((2 * formattedCount) + Math.Min(literalLength, 1));

    /// <summary>A message that refers to no option.</summary>
    /// <param name="text">The message.</param>
    public static implicit operator FailureText(string text) => FromString(text);

    /// <summary>A message that refers to no option.</summary>
    /// <param name="text">The message.</param>
    public static FailureText FromString(string text)
    {
        var message = new FailureText(1, 0);
        message.AppendLiteral(text);
        return message;
    }

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string value) => parts.Add((value, false));

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value, string? format = null) =>
        AppendLiteral(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "");

    /// <summary>Adds an option.</summary>
    public void AppendFormatted(OptionName option) => parts.Add((option.Property, true));

    /// <summary>Adds another message with its options; nothing for null.</summary>
    public void AppendFormatted(FailureText? text) => parts.AddRange(text?.parts ?? []);

    /// <summary>The message with properties between backticks.</summary>
    public override string ToString() => Worded(property => $"`{property}`");

    /// <summary>The message on one line: line ends in it, as in names that a file holds, become spaces.</summary>
    /// <param name="nameOf">What the reader calls an option, by its property.</param>
    public string Worded(Func<string, string> nameOf) => string.Concat(parts.Select(part => part.IsOption ? nameOf(part.Text) : part.Text)).ReplaceLineEndings(" ");

    /// <summary>All faults in one sentence.</summary>
    internal static FailureText Of(IEnumerable<OptionFault> faults)
    {
        var text = new FailureText(1, 0);
        foreach (var fault in faults)
        {
            FailureText one = $"{(text.parts.Count == 0 ? "" : "; ")}{new OptionName(fault.Property)}{(fault.Value is null ? "" : " ")}{fault.Value}: {fault.Requirement}";
            text.AppendFormatted(one);
        }

        text.AppendLiteral(".");
        return text;
    }
}
