namespace BrainDae.Method.Config;

/// <summary>How the learning rate changes over a run.</summary>
public enum LearningRateCourse
{
    /// <summary>Cosine over the epochs, falling and rising for ever: the published schedule.</summary>
    Cosine,

    /// <summary>Linear warm-up, then one cosine down to 0 at the end of the run.</summary>
    Warmup,
}
