namespace BrainDae.Method.Scores;

/// <summary>What a score is there for; tables, pictures and reports choose scores by it.</summary>
public enum ScoreRole
{
    /// <summary>The published score: what figures of the paper are compared with.</summary>
    Reference,

    /// <summary>A score of this software that uses the network.</summary>
    Method,

    /// <summary>Needs no network: what every method has to beat.</summary>
    Baseline,
}
