using System.Text.Json;

namespace BrainDae.Fuzz.Running;

/// <summary>Counts of a run of one target.</summary>
public sealed record FuzzReport
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required string Target { get; init; }

    public required long Seed { get; init; }

    public long Inputs { get; init; }

    public long Accepted { get; init; }

    public long Refused { get; init; }

    public long Crashes { get; init; }

    public long Slow { get; init; }

    public long Fat { get; init; }

    /// <summary>Inputs that are changed further.</summary>
    public int Corpus { get; init; }

    /// <summary>Edges of the libraries that were taken; 0 without instrumentation.</summary>
    public int Edges { get; init; }

    /// <summary>Of fuzzing itself, over all sessions.</summary>
    public double Seconds { get; init; }

    public double InputsPerSecond => Seconds > 0 ? Math.Round(Inputs / Seconds) : 0;

    public long Failures => Crashes + Slow + Fat;

    public FuzzReport With(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => this with { Inputs = Inputs + 1, Accepted = Accepted + 1 },
        Outcome.Refused => this with { Inputs = Inputs + 1, Refused = Refused + 1 },
        Outcome.Crash => this with { Inputs = Inputs + 1, Crashes = Crashes + 1 },
        Outcome.Slow => this with { Inputs = Inputs + 1, Slow = Slow + 1 },
        _ => this with { Inputs = Inputs + 1, Fat = Fat + 1 },
    };

    public string ToJson() => JsonSerializer.Serialize(this, SnakeCase);

    public static FuzzReport? FromJson(string json) => JsonSerializer.Deserialize<FuzzReport>(json, SnakeCase);
}
