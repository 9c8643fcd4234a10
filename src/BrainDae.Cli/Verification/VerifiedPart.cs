using BrainDae.Files;

namespace BrainDae.Cli.Verification;

/// <summary>One thing that was held against its checksums.</summary>
/// <param name="Path">File or folder.</param>
/// <param name="Kind">What it is, such as slices of a patient.</param>
/// <param name="Fault">One line: file, fault, remedy; null where all is as it was written.</param>
internal sealed record VerifiedPart(string Path, string Kind, FailureText? Fault)
{
    /// <summary>In one word: ok, damaged, or of a format that this version does not read.</summary>
    public string State { get; init; } = Fault is null ? "ok" : "damaged";
}
