using BrainDae.Cli.Output;
using BrainDae.Files;
using BrainDae.Report;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>One report with its progress.</summary>
internal static class ReportSession
{
    public static void Run(IAnsiConsole console, Reporter reporter, ReportOptions options, string evaluation, string output, CancellationToken cancellation)
    {
        if (options.BatchSize < 1)
        {
            throw BrainDaeException.Option($"--batch_size {options.BatchSize}: must be 1 or more.");
        }

        if (options.Pictures < 0)
        {
            throw BrainDaeException.Option($"--pictures {options.Pictures}: must be 0 or more.");
        }

        if (Directory.Exists(output))
        {
            throw BrainDaeException.Option($"--output {output}: is a folder; name a file, such as {Path.Combine(output, "report.html")}.");
        }

        ProgressBar.Run(console, context =>
        {
            ProgressTask? bar = null;
            reporter.Write(
                output,
                evaluation,
                options,
                patients => bar = context?.AddTask("scoring", maxValue: patients),
                _ => bar?.Increment(1),
                cancellation);
            return output;
        });
        console.MarkupLineInterpolated($"Written: {output} ({new FileInfo(output).Length / 1e6:0.0} MB). Open it in a browser.");
    }
}
