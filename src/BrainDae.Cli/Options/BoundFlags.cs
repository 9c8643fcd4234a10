using System.CommandLine;
using System.Runtime.CompilerServices;
using BrainDae.Files;

namespace BrainDae.Cli.Options;

/// <summary>
/// Flags that each stand for one property of an options record. What is declared here once gives the flag its name,
/// help and default, the record its value, the options table its row and a library's message its flag.
/// </summary>
/// <param name="command">Gets the flags.</param>
/// <param name="defaults">Whose values the help shows.</param>
internal sealed class BoundFlags<TOptions>(Command command, TOptions defaults)
    where TOptions : class
{
    private readonly List<Bound> all = [];

    /// <summary>Declares a flag.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="get">`o => o.Property`.</param>
    /// <param name="with">The options with another value of that property.</param>
    /// <param name="aliases">Other names.</param>
    /// <param name="applies">Whether options have that property at all; null where they always do.</param>
    /// <param name="property">Filled in by the compiler.</param>
    public Flag<T> Add<T>(
        string name,
        string description,
        Func<TOptions, T> get,
        Func<TOptions, T, TOptions> with,
        string[]? aliases = null,
        Func<TOptions, bool>? applies = null,
        [CallerArgumentExpression(nameof(get))] string property = "")
    {
        var path = property["o => o.".Length..].Replace("!.Value", "", StringComparison.Ordinal);
        var flag = new Flag<T>(name, description, aliases ?? []) { Default = get(defaults), Properties = [path] };
        return Add(flag, Set, options => get(options), applies);

        TOptions Set(TOptions options, T value) => applies?.Invoke(options) != false
            ? with(options, value)
            : throw BrainDaeException.Option($"{new OptionName(path)}: is of no use with the other options; leave it out.");
    }

    /// <summary>Declares a flag that differs from its property in name or type, or that has no row in the options table.</summary>
    public Flag<T> Add<T>(Flag<T> flag, Func<TOptions, T, TOptions> with, Func<TOptions, object?>? value = null, Func<TOptions, bool>? applies = null)
    {
        all.Add(new(flag, (options, line) => flag.IsGiven(line) ? with(options, flag.Value(line)) : options, value, applies));
        return flag.AddTo(command);
    }

    /// <summary>The defaults, or other options, with every flag that was given in the place of its value.</summary>
    public TOptions Read(ParseResult line, TOptions? options = null) => all.Aggregate(options ?? defaults, (read, flag) => flag.Read(read, line));

    /// <summary>Every flag's name without dashes and its value as a user types it.</summary>
    public IEnumerable<(string Name, string Value)> Resolved(TOptions options) =>
        all.Where(flag => flag.Value is not null && flag.Applies?.Invoke(options) != false)
            .Select(flag => (flag.Option.Name.TrimStart('-'), DefaultText.Typed(flag.Value!(options)) ?? "not given"));

    private sealed record Bound(
        Option Option, Func<TOptions, ParseResult, TOptions> Read, Func<TOptions, object?>? Value, Func<TOptions, bool>? Applies);
}
