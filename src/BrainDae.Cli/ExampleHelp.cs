using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using BrainDae.Cli.Commands;
using BrainDae.Cli.Options;

namespace BrainDae.Cli;

/// <summary>The generated help with defaults as they are typed, and the example of the command at hand.</summary>
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
        var output = parseResult.InvocationConfiguration.Output;
        using var help = new StringWriter();
        parseResult.InvocationConfiguration.Output = help;
        var code = generated.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(DefaultText.Correct(help.ToString(), parseResult.CommandResult.Command));
        var example = parseResult.CommandResult.Command is BrainDaeCommand command ? command.Example : "braindae demo";
        output.WriteLine("Example:");
        output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
