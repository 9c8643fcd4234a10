namespace BrainDae.Method.Scores;

/// <summary>One of the parts that make up a score: their sum, smoothed, is the score.</summary>
/// <param name="Score">Name of the score that shows this part alone.</param>
/// <param name="Values">Not smoothed, [slice, x, y] in C order.</param>
public sealed record ScorePart(string Score, ReadOnlyMemory<float> Values);
