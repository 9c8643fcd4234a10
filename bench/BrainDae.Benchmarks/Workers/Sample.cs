namespace BrainDae.Benchmarks.Workers;

/// <summary>One run of a workload.</summary>
/// <param name="Seconds">Wall time, scaled to the whole work where only a share of it was done.</param>
/// <param name="Check">The workload's own number for its result.</param>
/// <param name="AllocatedBytes">Managed memory allocated during the run.</param>
/// <param name="PeakBytes">Largest resident memory that is not a mapped file, seen every few milliseconds during the run.</param>
/// <param name="ResidentBytes">The same after the run.</param>
internal sealed record Sample(double Seconds, double Check, long AllocatedBytes, long PeakBytes, long ResidentBytes);
