using BrainDae.Method.Scores;

namespace BrainDae.Prediction.Tests;

/// <summary>A score that knows the answer: the resized label, so that a test sees what happens to a perfect score.</summary>
internal sealed class TruthScore(ReadOnlyMemory<byte> label) : AnomalyScore
{
    public override string Name => "truth";

    public override string Description => "the lesion label";

    public override ScoreRole Role => ScoreRole.Baseline;

    public override bool NeedsReconstruction => false;

    public override bool FitsPublishedThresholds => true;

    protected override float[] ComputeCore(ReconstructedPatient input) => [.. label.ToArray().Select(value => (float)value)];
}
