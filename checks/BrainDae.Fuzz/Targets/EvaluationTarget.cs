using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Fuzz.Running;
using BrainDae.Method.Calibration;
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
        Definitions = MetricCatalog.Definitions(native: true),
        Scores = [Score("a", ScoreRole.Reference, false), Score("b", ScoreRole.Method, true), Score("c", ScoreRole.Baseline, false)],
    };

    private static ScoreResult Score(string name, ScoreRole role, bool isDefault) => new()
    {
        Name = name,
        Description = "d",
        Role = role,
        IsDefault = isDefault,
        Thresholds = "t",
        Removed = new(1, 2),
        UsedThreshold = ThresholdKind.Val,
        Figures = Figures(),
        Curves = new([0, 1], [1, 0], [0.5], [0.25]),
        VolumeGroups = [new("small", 1, Figures())],
        Patients = [new("P", 2, 4, 0.5, "small", new() { { "average_precision", 0.5 }, { "ideal_dice", 0.25 } })],
    };

    private static FigureTable<Figure> Figures() => new()
    {
        { new(MetricCatalog.AveragePrecision), Figure.Of(0.5, new(0.4, 0.6), 1) },
        { new(MetricCatalog.Dice, FigureThreshold.Ideal), Figure.Of(0.6, null, 1) },
        { new(MetricCatalog.Hausdorff95, FigureThreshold.Of(ThresholdKind.Val), FigureGrid.Native), Figure.Of(1, new(0, 2), 1) },
    };
}
