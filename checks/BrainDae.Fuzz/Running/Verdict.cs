namespace BrainDae.Fuzz.Running;

/// <summary>What is to be said of one input.</summary>
/// <param name="Outcome">How reading it ended.</param>
/// <param name="Detail">What failed, in full; empty unless it did.</param>
/// <param name="Signature">What failed, in short: the same for inputs that meet the same fault.</param>
public sealed record Verdict(Outcome Outcome, string Detail = "", string Signature = "")
{
    public static readonly Verdict Accepted = new(Outcome.Accepted);
    public static readonly Verdict Refused = new(Outcome.Refused);

    /// <summary>Whether the input shows a fault of the reader.</summary>
    public bool Failed => Outcome is not (Outcome.Accepted or Outcome.Refused);
}
