using System.CommandLine.Parsing;
using System.Globalization;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Config;

namespace BrainDae.Cli.Options;

/// <summary>Reads the values of flags; a value that cannot be read is refused with the flag, the value and what it must be.</summary>
internal static class OptionValue
{
    /// <summary>How a value of a type is read; null for a type that the parser reads well by itself.</summary>
    public static Func<ArgumentResult, T?>? ParserOf<T>() => typeof(T) switch
    {
        var t when t == typeof(int) => (Func<ArgumentResult, T?>)(object)(Func<ArgumentResult, int>)Integer<int>,
        var t when t == typeof(long) => (Func<ArgumentResult, T?>)(object)(Func<ArgumentResult, long>)Integer<long>,
        var t when t == typeof(double) => (Func<ArgumentResult, T?>)(object)(Func<ArgumentResult, double>)Number,
        var t when t == typeof(double?) => (Func<ArgumentResult, T?>)(object)(Func<ArgumentResult, double?>)(result => Number(result)),
        _ when Plain<T>().IsEnum => Choice<T>,
        _ => null,
    };

    /// <summary>What stands for a value of a type in the help.</summary>
    public static string? PlaceholderOf<T>() => Plain<T>() switch
    {
        var t when t == typeof(int) || t == typeof(long) => "N",
        var t when t == typeof(double) => "X",
        var t when t == typeof(bool) => "True|False",
        { IsEnum: true } => string.Join('|', Names<T>()),
        _ => null,
    };

    /// <summary>A folder; it need not exist.</summary>
    public static DirectoryInfo? Folder(ArgumentResult result) => Path(result) is { } path ? new(path) : null;

    /// <summary>A path that is not empty; it need not exist.</summary>
    public static string? Path(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        return string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal) ? Refuse<string>(result, "a path") : text;
    }

    /// <summary>A list of modalities.</summary>
    public static Modalities? Modalities(ArgumentResult result)
    {
        try
        {
            return BrainDae.Data.Cohorts.Modalities.Parse(result.Tokens[0].Value);
        }
        catch (BrainDaeException e)
        {
            result.AddError($"--modalities {e.Message.TrimEnd('.')}");
            return null;
        }
    }

    /// <summary>The arithmetic inside the network.</summary>
    public static NetworkPrecision Precision(ArgumentResult result)
    {
        var choices = Enum.GetValues<NetworkPrecision>().ToDictionary(precision => precision.Text(), StringComparer.OrdinalIgnoreCase);
        return choices.TryGetValue(result.Tokens[0].Value, out var precision) ? precision : Refuse<NetworkPrecision>(result, $"one of {string.Join(", ", choices.Keys)}");
    }

    private static T Integer<T>(ArgumentResult result)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T> =>
        T.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : Refuse<T>(result, $"a whole number up to {T.MaxValue}");

    private static double Number(ArgumentResult result) =>
        double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : Refuse<double>(result, "a number, such as 0.2 or 1e-4");

    private static T? Choice<T>(ArgumentResult result)
    {
        // Enum.TryParse would also take numbers, even of no member.
        var name = Enum.GetNames(Plain<T>()).FirstOrDefault(n => n.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase));
        return name is null ? Refuse<T>(result, $"one of {string.Join(", ", Names<T>())}") : (T)Enum.Parse(Plain<T>(), name);
    }

    /// <summary>The type itself; of a value that need not be given, the type without null.</summary>
    private static Type Plain<T>() => Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    private static IEnumerable<string> Names<T>() => Enum.GetNames(Plain<T>()).Select(name => name.ToLowerInvariant());

    private static T? Refuse<T>(ArgumentResult result, string expected)
    {
        var flag = result.Parent is OptionResult { IdentifierToken: { } token } ? token.Value : result.Argument.Name;
        result.AddError($"{flag} '{result.Tokens[0].Value}': must be {expected}");
        return default;
    }
}
