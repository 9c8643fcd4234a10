using System.Collections.Immutable;
using System.CommandLine;

namespace BrainDae.Cli.Options;

/// <summary>A flag that knows which property or argument of a library its value becomes.</summary>
internal interface IFlag
{
    /// <summary>Paths of properties and names of arguments, as messages of libraries name them.</summary>
    ImmutableArray<string> Properties { get; }
}

/// <summary>A flag of a command: its names, help, default and the property that it sets are declared in one place.</summary>
internal sealed class Flag<T> : Option<T>, IFlag
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="aliases">Other names.</param>
    public Flag(string name, string description, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        HelpName = typeof(T) == typeof(bool) ? null : OptionValue.PlaceholderOf<T>();
        CustomParser = OptionValue.ParserOf<T>();
        Properties = [string.Concat(name.Split('-', '_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))];
    }

    /// <summary>By default the words of the flag's name: BatchSize for --batch_size.</summary>
    public ImmutableArray<string> Properties { get; init; }

    /// <summary>The value where the flag is not given. A flag of a truth value that has one is followed by True or False; without one it is switched on by its name.</summary>
    public T Default
    {
        init
        {
            if (value is not null)
            {
                DefaultValueFactory = _ => value;
                HelpName ??= OptionValue.PlaceholderOf<T>();
            }
        }
    }

    public Flag<T> AddTo(Command command)
    {
        command.Options.Add(this);
        return this;
    }

    /// <summary>What the line says, or the default.</summary>
    public T Value(ParseResult line) => line.GetValue(this)!;

    /// <summary>Whether the line says it.</summary>
    public bool IsGiven(ParseResult line) => line.GetResult(this) is { Implicit: false };
}
