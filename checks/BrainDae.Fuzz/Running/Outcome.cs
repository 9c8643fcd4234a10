namespace BrainDae.Fuzz.Running;

/// <summary>How reading an input ended.</summary>
public enum Outcome
{
    Accepted,

    /// <summary>With an expected failure that reads as one should.</summary>
    Refused,

    /// <summary>With any other exception, or with a message that is not one line for a user.</summary>
    Crash,

    /// <summary>It took too long.</summary>
    Slow,

    /// <summary>It allocated more memory than the input can ask for.</summary>
    Fat,
}
