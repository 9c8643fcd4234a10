using BrainDae.Data.Splits;
using Microsoft.Extensions.Logging;

namespace BrainDae.Data.Preprocessing;

/// <summary>What preprocessing logs.</summary>
internal static partial class PreprocessingEvents
{
    [LoggerMessage(100, LogLevel.Debug, "{Patient}: {Slices} slices preprocessed")]
    public static partial void Preprocessed(this ILogger logger, string patient, int slices);

    [LoggerMessage(101, LogLevel.Debug, "{Patient}: done before with the same options and files")]
    public static partial void DoneBefore(this ILogger logger, string patient);

    [LoggerMessage(102, LogLevel.Warning, "{Patient}: {Doubt}")]
    public static partial void Doubted(this ILogger logger, string patient, string doubt);

    [LoggerMessage(103, LogLevel.Error, "{Patient}: left out. {Reason}")]
    public static partial void LeftOut(this ILogger logger, string patient, string reason);

    [LoggerMessage(104, LogLevel.Information, "{Patients} patients in {Folder}: split {Origin}, {Train} train, {Val} val, {Test} test")]
    public static partial void Split(this ILogger logger, int patients, string folder, SplitOrigin origin, int train, int val, int test);
}
