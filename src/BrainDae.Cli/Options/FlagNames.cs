using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace BrainDae.Cli.Options;

/// <summary>Libraries name their properties and arguments in messages, between backticks; the command line shows the flags.</summary>
internal static partial class FlagNames
{
    /// <summary>Flags by name of the property or argument.</summary>
    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>(TrainingFlags.Names)
    {
        ["AllowTrainPatients"] = "--allow-train-patients",
        ["BatchSize"] = "--batch_size",
        ["BrainThreshold"] = "--brain-threshold",
        ["HealthyRate"] = "--healthy-rate",
        ["Smoothing"] = "--smoothing",
        ["BidsDerivatives"] = "--bids-derivatives",
        ["Layout"] = "--layout",
        ["Lesions.MinimumVolume"] = "--min-volume",
        ["MinimumPeak"] = "--min-peak",
        ["MinimumVolume"] = "--min-volume",
        ["Name"] = "--name",
        ["NativeGrid"] = "--native-grid",
        ["Output"] = "--output",
        ["Overwrite"] = "--overwrite",
        ["Pattern"] = "--pattern",
        ["Quantile"] = "--quantile",
        ["Resamples"] = "--resamples",
        ["Score"] = "--score",
        ["Size"] = "--size",
        ["Split"] = "--split",
        ["SurfaceTolerance"] = "--surface-tolerance",
        ["Threads"] = "--threads",
        ["Threshold"] = "--threshold",
        ["ThresholdKind"] = "--threshold",
        ["TrainFraction"] = "--train-fraction",
        ["Unlabelled"] = "--unlabelled",
        ["ValFraction"] = "--val-fraction",
        ["Words"] = "--words",
        ["anonymous"] = "--anonymous",
        ["device"] = "--device",
        ["identifier"] = "--identifier",
        ["modalities"] = "--modalities",
        ["resume"] = "--resume",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A library's message as the command line shows it.</summary>
    public static string In(string message) => Named().Replace(message, name => All.GetValueOrDefault(name.Groups[1].Value, name.Groups[1].Value));

    [GeneratedRegex("`([A-Za-z.]+)`")]
    public static partial Regex Named();
}
