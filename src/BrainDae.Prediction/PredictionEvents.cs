using Microsoft.Extensions.Logging;

namespace BrainDae.Prediction;

/// <summary>What predicting a cohort logs.</summary>
internal static partial class PredictionEvents
{
    [LoggerMessage(400, LogLevel.Debug, "{Patient}: {Lesions} lesions, {VolumeMl} ml")]
    public static partial void Predicted(this ILogger logger, string patient, int lesions, double volumeMl);

    [LoggerMessage(401, LogLevel.Debug, "{Patient}: done before with the same scans, model and settings")]
    public static partial void DoneBefore(this ILogger logger, string patient);

    [LoggerMessage(402, LogLevel.Warning, "{Patient}: {Doubt}")]
    public static partial void Doubted(this ILogger logger, string patient, string doubt);

    [LoggerMessage(403, LogLevel.Error, "{Patient}: not predicted. {Reason}")]
    public static partial void Failed(this ILogger logger, string patient, string reason);
}
