namespace BrainDae.Benchmarks.Table;

/// <summary>One way of doing a row's work.</summary>
/// <param name="Label">Its name in the table.</param>
/// <param name="Workload">What the worker process runs.</param>
/// <param name="Settings">The workload's settings, name=value.</param>
internal sealed record Contender(string Label, string Workload, params string[] Settings);
