using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Fuzz.Running;
using BrainDae.Method.Config;
using BrainDae.Method.Scores;

namespace BrainDae.Fuzz.Targets;

/// <summary>evaluation.json, which a report is made of.</summary>
public sealed class EvaluationTarget : JsonTarget
{
    public override string Name => "evaluation";

    public override ImmutableArray<string> Covers => ["EvaluationFiles.Read", "SealedJson.Read"];

    public override ImmutableArray<byte[]> Seeds() => [SeedFile.In("evaluation.json", folder => EvaluationFiles.Write(folder, Report()))];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        ResultCheck.Require(EvaluationFiles.Read(scratch.Write("evaluation.json", input)));
        return true;
    }

    private static EvaluationReport Report() => new()
    {
        FormatVersion = EvaluationReport.CurrentFormat,
        Software = "BrainDae 0",
        Model = new("m", "aa", 3) { WeightsSha256 = "bb" },
        Calibration = new("cc", "dd", 2, 1, default),
        DataSha256 = "ee",
        Split = new("test", "ff", 1, 2, 32, 4),
        Precision = NetworkPrecision.Float32,
        LeakAudit = new(LeakResult.Unseen, true, ["P"], ["Q"]),
        Bootstrap = new(10, 0),
        HealthyRate = 0.01,
        Scores = [Score("a", ScoreRole.Reference, false), Score("b", ScoreRole.Method, true), Score("c", ScoreRole.Baseline, false)],
    };

    private static ScoreResult Score(string name, ScoreRole role, bool isDefault) => new()
    {
        Name = name,
        Description = "d",
        Role = role,
        IsDefault = isDefault,
        AveragePrecision = 0.5,
        AveragePrecisionInterval = new(0.4, 0.6),
        Auroc = null,
        Thresholds = "t",
        Removed = new(1, 2),
        Ideal = At(),
        Validation = null,
        Native = new(At(), null),
        Curves = new([0, 1], [1, 0], [0.5], [0.25]),
        VolumeGroups = [new("small", 1, 0.5, new(0.1, null, null, null, null, null), null, null)],
        Patients = [new("P", 2, 4, 0.5, null, 0.25, null) { Ideal = new(0.5, 1, 1, 1, 1, 0, 1, 1, 2, 1) }],
    };

    private static ThresholdResult At() => new(0.5, 0.6, 0.7, null) { Lesions = new(1, 1, 0, 0, 1, 1, 1), Hausdorff95 = new(1, 1, 1, new(0, 2)) };
}
