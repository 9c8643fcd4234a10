using System.CommandLine;
using System.Runtime.CompilerServices;
using BrainDae.Files;

namespace BrainDae.Cli.Options;

/// <summary>
/// Flags that each stand for one property of an options record. What is declared here once gives the flag its name,
/// help and default, the record its value, the options table its row and a library's message its flag.
/// </summary>
/// <param name="defaults">Whose values the help shows.</param>
internal sealed class BoundFlags<TOptions>(TOptions defaults)
{
    private readonly List<Bound> all = [];

    /// <summary>The properties as messages name them, such as Corruption.Resolution, with their flags.</summary>
    public IEnumerable<KeyValuePair<string, string>> Names => all.Select(flag => KeyValuePair.Create(flag.Property, flag.Option.Name));

    /// <summary>Declares a flag.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="get">`o => o.Property`.</param>
    /// <param name="with">The options with another value of that property.</param>
    /// <param name="aliases">Other names.</param>
    /// <param name="applies">Whether options have that property at all; null where they always do.</param>
    /// <param name="property">Filled in by the compiler.</param>
    public void Add<T>(
        string name,
        string description,
        Func<TOptions, T> get,
        Func<TOptions, T, TOptions> with,
        string[]? aliases = null,
        Func<TOptions, bool>? applies = null,
        [CallerArgumentExpression(nameof(get))] string property = "")
    {
        var option = SharedOptions.WithDefault(name, description, get(defaults), aliases ?? []);
        all.Add(new(
            property["o => o.".Length..],
            option,
            (options, parsed) => parsed.GetResult(option) is not { Implicit: false } ? options
                : applies?.Invoke(options) != false ? with(options, parsed.GetValue(option)!)
                : throw BrainDaeException.Option($"{name}: is of no use with the other options; leave it out."),
            options => get(options),
            applies ?? (_ => true)));
    }

    public void AddTo(Command command)
    {
        foreach (var flag in all)
        {
            command.Options.Add(flag.Option);
        }
    }

    /// <summary>Options with every flag that was given in the place of its value.</summary>
    public TOptions Read(ParseResult parsed, TOptions options) => all.Aggregate(options, (read, flag) => flag.Read(read, parsed));

    /// <summary>Every flag's name without dashes and its value as a user types it.</summary>
    public IEnumerable<(string Name, string Value)> Resolved(TOptions options) =>
        all.Where(flag => flag.Applies(options)).Select(flag => (flag.Option.Name.TrimStart('-'), DefaultText.Typed(flag.Value(options)) ?? "not given"));

    private sealed record Bound(string Property, Option Option, Func<TOptions, ParseResult, TOptions> Read, Func<TOptions, object?> Value, Func<TOptions, bool> Applies);
}
