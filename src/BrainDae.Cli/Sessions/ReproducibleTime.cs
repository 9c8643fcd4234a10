using System.Globalization;

namespace BrainDae.Cli.Sessions;

/// <summary>
/// The time that goes into files. SOURCE_DATE_EPOCH in the environment (seconds since 1970, see reproducible-builds.org)
/// stands in for the clock, so that the same command can give the same bytes again.
/// </summary>
internal sealed class ReproducibleTime : TimeProvider
{
    private const string Variable = "SOURCE_DATE_EPOCH";

    private ReproducibleTime(DateTimeOffset now) => Now = now;

    /// <summary>The system's clock, or the time that the environment gives.</summary>
    public static TimeProvider Provider =>
        long.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new ReproducibleTime(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : System;

    private DateTimeOffset Now { get; }

    public override DateTimeOffset GetUtcNow() => Now;
}
