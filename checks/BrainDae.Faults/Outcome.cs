namespace BrainDae.Faults;

/// <summary>How a run of the program ended.</summary>
/// <param name="Code">Exit code; 128 and more for a signal.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Steps">Steps that were counted; 0 where the run was killed.</param>
public sealed record Outcome(int Code, string Output, string Errors, long Steps)
{
    /// <summary>Everything that was said.</summary>
    public string Said => Output + Errors;

    /// <summary>Whether it ended as no run may: by a signal of its own fault, or with a stack trace.</summary>
    public bool Crashed => Code is 1 or 134 or 135 or 136 or 139 || Said.Contains("   at ", StringComparison.Ordinal) || Said.Contains("This is a bug", StringComparison.Ordinal);
}
