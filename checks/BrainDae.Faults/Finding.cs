namespace BrainDae.Faults;

/// <summary>One case of a check, written as a line of the results.</summary>
/// <param name="Check">Which check.</param>
/// <param name="Command">Which command.</param>
/// <param name="Case">What was done, enough to do it again.</param>
/// <param name="Outcome">How it ended, in a word.</param>
/// <param name="Fault">What is wrong; null where all is as it has to be.</param>
public sealed record Finding(string Check, string Command, string Case, string Outcome, string? Fault);
