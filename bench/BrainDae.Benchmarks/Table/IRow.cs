namespace BrainDae.Benchmarks.Table;

/// <summary>A piece of work that the table measures.</summary>
internal interface IRow
{
    /// <summary>Short name, for --only.</summary>
    string Name { get; }

    TableRow Measure(Bench bench);
}
