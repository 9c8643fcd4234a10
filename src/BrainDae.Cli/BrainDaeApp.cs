using System.CommandLine;
using BrainDae.Cli.Commands;
using BrainDae.Imaging.Failures;
using Spectre.Console;

namespace BrainDae.Cli;

/// <summary>The command line: parses, runs one command, turns its outcome into an exit code.</summary>
public static class BrainDaeApp
{
    /// <summary>All commands, ready to parse.</summary>
    public static RootCommand CreateRootCommand(IAnsiConsole console)
    {
        var root = new RootCommand("Denoising autoencoders for unsupervised anomaly detection in brain MRI.")
        {
            new DemoCommand(console),
            new PreprocessCommand(console),
            new TrainCommand(console),
            new EvaluateCommand(console),
            new ImportCommand(console),
        };
        ExampleHelp.AddTo(root);
        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">What follows the program's name.</param>
    /// <param name="console">Receives everything that is printed.</param>
    /// <param name="cancellation">Interrupts the command as Ctrl-C does.</param>
    public static async Task<ExitCode> RunAsync(string[] args, IAnsiConsole console, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(console);
        var parsed = CreateRootCommand(console).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                console.MarkupLineInterpolated($"[red]error:[/] {error.Message}");
            }

            console.MarkupLineInterpolated($"Run 'braindae {CommandPath(parsed)}--help' for the flags.");
            return ExitCode.InvalidOption;
        }

        try
        {
            return (ExitCode)await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, Output = console.Profile.Out.Writer, Error = console.Profile.Out.Writer },
                cancellation);
        }
        catch (BrainDaeException e)
        {
            console.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
            return ExitCodes.Of(e.Kind);
        }
        catch (OperationCanceledException)
        {
            console.MarkupLine("[yellow]Interrupted.[/] What was finished is kept.");
            return ExitCode.Cancelled;
        }
        catch (Exception e)
        {
            console.MarkupLine("[red]This is a bug.[/] Please report it with the lines below and the command you ran.");
            console.WriteLine(e.ToString());
            return ExitCode.UnexpectedError;
        }
    }

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
