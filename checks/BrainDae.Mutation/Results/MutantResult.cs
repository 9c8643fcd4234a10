using System.Text.Json.Serialization;

namespace BrainDae.Mutation.Results;

/// <summary>What became of a mutant: one line of the results.</summary>
/// <param name="Id">The site's name.</param>
/// <param name="Area">The area.</param>
/// <param name="Method">The method.</param>
/// <param name="Offset">IL offset.</param>
/// <param name="Source">File and line.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Outcome">"killed", "survived", "never executed", or "invalid" where the runtime refused the code.</param>
/// <param name="KilledBy">The test project that noticed.</param>
/// <param name="Test">The test that failed first, "timeout" or "crash".</param>
/// <param name="Seconds">How long its tests ran.</param>
internal sealed record MutantResult(string Id, string Area, string Method, int Offset, string Source, string Operator, string Outcome, string? KilledBy, string? Test, double Seconds)
{
    public const string Killed = "killed";
    public const string Survived = "survived";
    public const string NeverExecuted = "never executed";
    public const string Invalid = "invalid";

    [JsonIgnore]
    public bool IsSurvivor => Outcome is Survived or NeverExecuted;
}
