using System.CommandLine;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>A command. Its constructor declares each flag once, in the order of the help, and says what is done with them.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">For the help.</param>
/// <param name="example">A command line that can be copied; the help ends with it.</param>
internal abstract class BrainDaeCommand(string name, string description, string example) : Command(name, description)
{
    public string Example => example;

    /// <summary>Says what the command does. It runs on a thread of the pool, so that an interruption is noticed while it works.</summary>
    protected void OnRun(IAnsiConsole console, Func<ParseResult, CommandContext, ExitCode> run) => SetAction((line, cancellation) =>
        Task.Run(() => (int)run(line, new(console, message => FlagNames.In(message, this), cancellation)), CancellationToken.None));
}
