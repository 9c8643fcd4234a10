using System.Collections.Immutable;
using System.Numerics.Tensors;
using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Scores;

/// <summary>
/// How far a pixel differs from what is expected, plus half of how likely the network's second output says it is lesion.
/// The difference, <see cref="SignedResidualScore"/>, counts in units of the value that outlines synthetic lesions in the
/// calibration patients best, so that such a difference weighs twice as much as a network that is sure.
/// </summary>
/// <remarks>
/// The two err on different pixels: the residual misses what the network copies, the second output what looks like no
/// synthetic lesion. No real lesion was needed to weigh them. docs/experiments.md compares the weight with others.
/// </remarks>
public sealed class CombinedScore : AnomalyScore
{
    /// <summary>Weight of the second output. docs/experiments.md compares it with others.</summary>
    internal const float LesionWeight = 0.5f;

    /// <inheritdoc/>
    public override string Name => "combined";

    /// <inheritdoc/>
    public override string Description => "signed_residual, in units of what outlines synthetic lesions best, plus half the lesion_probability, smoothed in 3-D along FLAIR's edges";

    /// <inheritdoc/>
    public override ScoreRole Role => ScoreRole.Method;

    /// <inheritdoc/>
    public override ImmutableArray<Modality> NeededModalities => [Modality.Flair];

    /// <inheritdoc/>
    public override bool NeedsReconstruction => true;

    /// <inheritdoc/>
    public override bool NeedsLesionOutput => true;

    /// <inheritdoc/>
    public override bool NeedsCalibration => true;

    /// <inheritdoc/>
    public override bool NeedsResidualUnit => true;

    /// <inheritdoc/>
    public override double MinimumPeak => 1.5;

    /// <inheritdoc/>
    public override int Revision => 2;

    /// <inheritdoc/>
    public override bool FitsPublishedThresholds => false;

    /// <inheritdoc/>
    public override ImmutableArray<string> PartNames => [SignedResidualScore.ScoreName, LesionProbabilityScore.ScoreName];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has no residual unit.</exception>
    public override ImmutableArray<ScorePart> Parts(ReconstructedPatient input)
    {
        var unit = input.Calibration?.ResidualUnit ?? throw new ArgumentException("The input has no residual unit.", nameof(input));
        var residual = new float[input.Differences.Length];
        TensorPrimitives.Divide(input.Differences, (float)unit, residual);
        var probability = new float[residual.Length];
        TensorPrimitives.Multiply(input.LesionProbability.Span, LesionWeight, probability);
        return [new(SignedResidualScore.ScoreName, residual), new(LesionProbabilityScore.ScoreName, probability)];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has no residual unit.</exception>
    protected override float[] ComputeCore(ReconstructedPatient input)
    {
        var scores = new float[input.LesionProbability.Length];
        foreach (var part in Parts(input))
        {
            TensorPrimitives.Add(scores, part.Values.Span, scores);
        }

        input.Smooth(scores);
        return scores;
    }
}
