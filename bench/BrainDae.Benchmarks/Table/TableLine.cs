using System.Collections.Immutable;

namespace BrainDae.Benchmarks.Table;

/// <summary>One measured contender of a row.</summary>
/// <param name="Label">How the work was done.</param>
/// <param name="Unit">Unit of <paramref name="Value"/>.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Speedup">How many times faster than the row's last contender, round by round; null for that one itself.</param>
/// <param name="RoofShare">Share of what the machine could do at most; null where no roof applies.</param>
/// <param name="PeakMegabytes">Largest resident memory of the process without mapped files.</param>
/// <param name="AllocatedMegabytes">Managed memory allocated by one run, median.</param>
/// <param name="Note">What else must be known.</param>
internal sealed record TableLine(string Label, string Unit, Spread Value, Spread? Speedup, double? RoofShare, double? PeakMegabytes, double? AllocatedMegabytes, string Note);

/// <summary>One row: a piece of work and the ways it was done.</summary>
internal sealed record TableRow(string Name, string Work, ImmutableArray<TableLine> Lines);
