namespace BrainDae.Fuzz;

/// <summary>What a run of the tool is told.</summary>
public sealed record FuzzOptions
{
    public long Seed { get; init; } = 1;

    /// <summary>Inputs a target, those of earlier sessions with the same seed included.</summary>
    public long Inputs { get; init; } = 100_000;

    /// <summary>One target; null for all.</summary>
    public string? Target { get; init; }

    /// <summary>At most so many seconds a target in this session.</summary>
    public double Seconds { get; init; } = double.PositiveInfinity;

    /// <summary>Gets a line a target; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Corpora and failures.</summary>
    public string Folder { get; init; } = "fuzz-results";
}
