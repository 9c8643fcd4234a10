using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BrainDae.Cli;

/// <summary>A command that shows how it is used at the end of its help.</summary>
internal interface IHasExample
{
    /// <summary>A command line that can be copied.</summary>
    string Example { get; }
}

/// <summary>Adds the example of the command at hand to the generated help.</summary>
internal sealed class ExampleHelp(HelpAction generated) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new ExampleHelp((HelpAction)option.Action!);
        }
    }

    /// <summary>Whoever asks need not give required flags.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = generated.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var example = parseResult.CommandResult.Command is IHasExample command
            ? command.Example
            : "braindae demo";
        output.WriteLine("Example:");
        output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
