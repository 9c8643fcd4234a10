namespace BrainDae.Method.Corruption;

/// <summary>What the second output is taught by.</summary>
public enum LesionLoss
{
    /// <summary>Cross-entropy of probability and soft mask.</summary>
    CrossEntropy,

    /// <summary>Squared difference of probability and soft mask.</summary>
    SquaredError,
}
