using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Data.Splits;
using BrainDae.Evaluation.Results;
using BrainDae.Cli.Output;
using BrainDae.Files;
using BrainDae.Method.TrainingLog;
using BrainDae.Report;

namespace BrainDae.Cli.Sessions;

/// <summary>One report with its progress.</summary>
internal static class ReportSession
{
    /// <summary>Refuses what cannot work before anything is read.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public static void Check(ReportOptions options, string output, int batchSize) => BrainDaeException.Refuse(
        OptionFault.Unless(batchSize >= 1, batchSize, "must be 1 or more"),
        OptionFault.Unless(options.Pictures >= 0, options.Pictures, "must be 0 or more", nameof(options.Pictures)),
        OptionFault.Unless(!Directory.Exists(output), output, $"is a folder; name a file, such as {Path.Combine(output, "report.html")}"));

    /// <summary>Reads the evaluation of a split.</summary>
    /// <exception cref="BrainDaeException">There is none, it cannot be used, or the split has changed since.</exception>
    public static EvaluationReport Read(string path, ImmutableArray<string> patients, string identifier, SplitName split)
    {
        var evaluation = Evaluating(identifier, split, () => EvaluationFiles.Read(path));
        return evaluation.Split.Sha256 == CohortSplit.ContentHash(patients)
            ? evaluation
            : throw BrainDaeException.Invalid($"{path}: is of another split than the {split.Text()} split that is there now. {Command(identifier, split)}");
    }

    public static void Run(CommandContext context, Reporter reporter, EvaluationReport evaluation, ReportOptions options, string output)
    {
        using var held = OutputLock.OfFile(output, "report");
        if (options.TrainingLog is { } log && JsonLinesLog.Read(log) is [.., var last] epochs && last.Epochs > epochs.Length)
        {
            context.Warn($"{log}: has {epochs.Length} of {last.Epochs} epochs, so the curves end there: the run was not finished, or the log was cut.");
        }

        Evaluating(evaluation.Model.Identifier, Enum.Parse<SplitName>(evaluation.Split.Name, ignoreCase: true), () => context.Progress("reconstructing", progress =>
        {
            reporter.Write(output, evaluation, options, progress, context.Cancellation);
            return output;
        }));
        context.Written(string.Create(CultureInfo.InvariantCulture, $"{output} ({new FileInfo(output).Length / 1e6:0.0} MB). Open it in a browser."));
    }

    /// <summary>Says which command makes an evaluation that can be used.</summary>
    private static T Evaluating<T>(string identifier, SplitName split, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (BrainDaeException e) when (e.Kind is FailureKind.MissingInput or FailureKind.InvalidInput)
        {
            throw new BrainDaeException(e.Kind, $"{e.Text} {Command(identifier, split)}", e);
        }
    }

    private static string Command(string identifier, SplitName split) => $"Run 'braindae evaluate -id {identifier} -s {split.Text()}'.";
}
