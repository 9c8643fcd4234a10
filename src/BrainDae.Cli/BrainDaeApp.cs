using System.CommandLine;
using BrainDae.Cli.Commands;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Output;
using BrainDae.Files;
using Spectre.Console;

namespace BrainDae.Cli;

/// <summary>The command line: parses, runs one command, turns its outcome into an exit code.</summary>
internal static class BrainDaeApp
{
    /// <summary>All commands, ready to parse.</summary>
    public static RootCommand CreateRootCommand(IAnsiConsole console)
    {
        var root = new RootCommand("Denoising autoencoders for unsupervised anomaly detection in brain MRI.")
        {
            new DemoCommand(console),
            new PreprocessCommand(console),
            new TrainCommand(console),
            new CalibrateCommand(console),
            new EvaluateCommand(console),
            new PredictCommand(console),
            new ReportCommand(console),
            new ImportCommand(console),
            new ExportCommand(console),
            new VerifyCommand(console),
            new InfoCommand(console),
        };
        ExampleHelp.AddTo(root);
        ProductVersion.AddTo(root);
        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">What follows the program's name.</param>
    /// <param name="output">Receives results, progress and warnings.</param>
    /// <param name="errors">Receives errors, each as one unwrapped line.</param>
    /// <param name="cancellation">Interrupts the command as Ctrl-C does.</param>
    public static async Task<ExitCode> RunAsync(string[] args, IAnsiConsole output, IAnsiConsole errors, CancellationToken cancellation = default)
    {
        var parsed = CreateRootCommand(output).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in ParseFaults.Of(parsed))
            {
                UnwrappedLine.WriteError(errors, fault);
            }

            return ExitCode.InvalidOption;
        }

        try
        {
            return (ExitCode)await parsed.InvokeAsync(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    Output = output.Profile.Out.Writer,
                    Error = errors.Profile.Out.Writer,
                    // StopSignals listens.
                    ProcessTerminationTimeout = null,
                },
                cancellation);
        }
        catch (BrainDaeException e)
        {
            UnwrappedLine.WriteError(errors, FlagNames.In(e.Text, parsed.CommandResult.Command));
            return ExitCodes.Of(e.Kind);
        }
        catch (OperationCanceledException)
        {
            errors.MarkupLine("[yellow]Interrupted.[/] What was finished is kept.");
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (MemoryShortage.Of(e) is { } shortage)
        {
            UnwrappedLine.WriteError(errors, shortage);
            return ExitCode.OutOfMemory;
        }
        catch (Exception e)
        {
            errors.MarkupLine("[red]This is a bug.[/] Please report it with the lines below and the command you ran.");
            await errors.Profile.Out.Writer.WriteLineAsync(e.ToString());
            return ExitCode.UnexpectedError;
        }
    }
}
