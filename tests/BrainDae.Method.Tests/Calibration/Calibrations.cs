using System.Collections.Immutable;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Tests.Calibration;

/// <summary>Calibrations without patients.</summary>
internal static class Calibrations
{
    /// <summary>One with these thresholds of the first score.</summary>
    public static ModelCalibration With(ScoreThresholds thresholds, string data = "d", params string[] patients) => new()
    {
        Software = "BrainDae test",
        Data = new(data, PatientRegister.SplitHash(patients, salt: null), patients.Length, patients.Length, 1, PatientRegister.Of(patients, [], salt: null)),
        Precision = NetworkPrecision.Float32,
        Healthy = HealthyResiduals.Uncalibrated(4),
        HealthyRate = 0.01,
        Thresholds = ImmutableSortedDictionary<string, ScoreThresholds>.Empty.Add(AnomalyScore.All[0].Name, thresholds),
    };

    public static ModelCalibration Usual { get; } = With(new(1, 0.5, 0.6));
}
