using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BrainDae.Cli.Options;

/// <summary>The default of a flag as a user types it: `published` and not `Published`, `1e-05` and not `1E-05`.</summary>
internal static class DefaultText
{
    /// <summary>The default; null for a flag that has none or is switched on by its name.</summary>
    public static string? Of(Option option) =>
        option is { HasDefaultValue: true, Hidden: false } && option.GetDefaultValue() is { } value && !(value is false && option.HelpName is null) ? Typed(value) : null;

    /// <summary>A value as a user types it; null for none.</summary>
    public static string? Typed(object? value) => value switch
    {
        Enum choice => choice.ToString().ToLowerInvariant(),
        double number => number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(),
        string[] names => string.Join(' ', names),
        _ => value?.ToString(),
    };

    /// <summary>Corrects the defaults in a command's generated help.</summary>
    /// <param name="help">The help, its flags in any order.</param>
    /// <param name="command">The command.</param>
    public static string Correct(string help, Command command)
    {
        foreach (var option in command.Options)
        {
            if (Of(option) is { } typed && option.GetDefaultValue() is { } value)
            {
                var generated = value is IEnumerable list and not string ? string.Join('|', list.Cast<object>()) : value.ToString();
                var flag = new Regex($@"(?<=^ .*{Regex.Escape(option.Name)}[ ,][^\[]*\[default:\s+){Regex.Escape(generated!)}(?=\])", RegexOptions.Multiline | RegexOptions.IgnoreCase);
                help = flag.Replace(help, typed.Replace("$", "$$", StringComparison.Ordinal), 1);
            }
        }

        return help;
    }
}
