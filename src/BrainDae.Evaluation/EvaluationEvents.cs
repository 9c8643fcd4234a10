using BrainDae.Evaluation.Results;
using Microsoft.Extensions.Logging;

namespace BrainDae.Evaluation;

/// <summary>What an evaluation logs.</summary>
internal static partial class EvaluationEvents
{
    [LoggerMessage(300, LogLevel.Information, "Evaluating {Model} ({Sha256}) on {Patients} patients of {Split}")]
    public static partial void Evaluating(this ILogger logger, string model, string sha256, int patients, string split);

    [LoggerMessage(EventId = 301, Message = "Leak audit: {Audit}")]
    public static partial void Audited(this ILogger logger, LogLevel level, LeakAudit audit);

    [LoggerMessage(302, LogLevel.Debug, "{Patient}: scored")]
    public static partial void Scored(this ILogger logger, string patient);
}
