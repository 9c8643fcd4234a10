using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace BrainDae.Report;

/// <summary>A number of an evaluation under the path at which it stands in its file.</summary>
/// <param name="Path">Names of the objects it lies in and its own, such as "ideal.dice".</param>
/// <param name="Value">The number; null where it is not defined.</param>
/// <param name="Low">Lower end of its interval, where there is one.</param>
/// <param name="High">Upper end of its interval, where there is one.</param>
internal sealed record NamedFigure(string Path, double? Value, double? Low = null, double? High = null)
{
    private const string IntervalSuffix = "_interval";

    /// <summary>The path as words, for a figure that nobody has worded better.</summary>
    public string Words => Path.Replace(".", ", ", StringComparison.Ordinal).Replace('_', ' ');

    /// <summary>
    /// All numbers of an object and of the objects in it, in the order of the file; lists and text are passed over. An
    /// object of two numbers "low" and "high" beside a figure is that figure's interval, whether it is called
    /// NAME_interval or holds the figure itself as "value".
    /// </summary>
    public static ImmutableArray<NamedFigure> Of(JsonElement parent, string prefix = "")
    {
        var figures = ImmutableArray.CreateBuilder<NamedFigure>();
        foreach (var property in parent.EnumerateObject())
        {
            var path = prefix + property.Name;
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Number or JsonValueKind.Null when !IsInterval(parent, property.Name):
                    figures.Add(WithInterval(parent, property, path));
                    break;
                case JsonValueKind.Object when Ends(property.Value) is { } ends:
                    if (Number(property.Value, "value") is { } value)
                    {
                        figures.Add(new(path, value, ends.Low, ends.High));
                    }

                    break;
                case JsonValueKind.Object:
                    figures.AddRange(Of(property.Value, path + "."));
                    break;
                default:
                    break;
            }
        }

        return figures.ToImmutable();
    }

    /// <summary>The number with a few decimals, and its interval.</summary>
    public string Text => Value is not { } value ? "–"
        : Low is { } low && High is { } high ? $"{Rounded(value)} [{Rounded(low)}, {Rounded(high)}]"
        : Rounded(value);

    private static string Rounded(double value) =>
        value.ToString(value == Math.Floor(value) && Math.Abs(value) > 1 ? "N0" : "0.0000", CultureInfo.InvariantCulture);

    private static NamedFigure WithInterval(JsonElement parent, JsonProperty property, string path)
    {
        double? value = property.Value.ValueKind == JsonValueKind.Number ? property.Value.GetDouble() : null;
        var ends = parent.TryGetProperty(property.Name + IntervalSuffix, out var interval) ? Ends(interval) : null;
        return new(path, value, ends?.Low, ends?.High);
    }

    private static bool IsInterval(JsonElement parent, string name) =>
        name.EndsWith(IntervalSuffix, StringComparison.Ordinal) && parent.TryGetProperty(name[..^IntervalSuffix.Length], out _);

    private static (double Low, double High)? Ends(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && Number(value, "low") is { } low && Number(value, "high") is { } high ? (low, high) : null;

    private static double? Number(JsonElement value, string name) =>
        value.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
}
