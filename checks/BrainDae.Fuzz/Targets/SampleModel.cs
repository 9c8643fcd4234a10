using System.Collections.Immutable;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;

namespace BrainDae.Fuzz.Targets;

/// <summary>Manifest and calibration of a model that was never trained, with every optional part present.</summary>
internal static class SampleModel
{
    private static readonly TrainingOptions Options = new();

    public static CheckpointManifest Manifest { get; } = new()
    {
        Software = "BrainDae 0",
        Options = Options,
        Data = new("ab", 4, "cd", "ef", ["P"], ["Q"], ["01"], ["02"]) { Preprocessing = new(), AxisCodes = ["LPS"], Salt = "s" },
        Progress = TrainingProgress.NotBegun(Options),
        Compute = new("cpu", 1),
    };

    public static ModelCalibration Calibration { get; } = new()
    {
        Software = "BrainDae 0",
        Data = new("ab", "cd", 2, 1, 3, new(null, ["Q"], ["02"])),
        Precision = NetworkPrecision.Float32,
        Healthy = new([1, 1, 1, 1], 5),
        HealthyRate = 0.01,
        Thresholds = ImmutableSortedDictionary<string, ScoreThresholds>.Empty.Add("published", new(1, 0.5, 0.25, ThresholdKind.Val)).Add("other", new(1, null, null)),
        History = [new("aa", "BrainDae 0", "bb", 1, 1, 0.01)],
    };
}
