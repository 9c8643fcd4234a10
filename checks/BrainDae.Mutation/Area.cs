using System.Collections.Immutable;

namespace BrainDae.Mutation;

/// <summary>A part of the numerical code that gets its own share of the mutants: the namespaces of some assemblies.</summary>
internal sealed record Area(string Name, ImmutableArray<string> Parts)
{
    /// <summary>All areas, in the order in which they are drawn from.</summary>
    public static ImmutableArray<Area> All { get; } =
    [
        new("preprocessing", ["BrainDae.Data:BrainDae.Data.Preprocessing", "BrainDae.Imaging:BrainDae.Imaging"]),
        new("noise", ["BrainDae.Method:BrainDae.Method.Corruption", "BrainDae.Data:BrainDae.Data.Splits.CPythonRandom", "BrainDae.Imaging:BrainDae.Imaging.Randomness"]),
        new("scoring", ["BrainDae.Method:BrainDae.Method.Scores", "BrainDae.Method:BrainDae.Method.Scoring"]),
        new("metrics", ["BrainDae.Metrics:BrainDae.Metrics"]),
        new("native space", ["BrainDae.Data:BrainDae.Data.NativeSpace", "BrainDae.Imaging:BrainDae.Imaging.Resampling"]),
        new("checkpoints", ["BrainDae.Data:BrainDae.Data.Formats", "BrainDae.Method:BrainDae.Method.Models", "BrainDae.Torch:BrainDae.Torch.Checkpoints"]),
        new("calibration", ["BrainDae.Method:BrainDae.Method.Calibration"]),
        new("optimisation", ["BrainDae.Torch:BrainDae.Torch.Optimization"]),
    ];

    /// <summary>Names of the assemblies that hold areas.</summary>
    public static IEnumerable<string> Assemblies => All.SelectMany(area => area.Parts).Select(part => part.Split(':')[0]).Distinct();

    /// <summary>The area with the most particular namespace that holds the type, so that no type is in two.</summary>
    public static string? Of(string assembly, string type) => (
        from area in All
        from part in area.Parts
        let ends = part.Split(':')
        where ends[0] == assembly && (type == ends[1] || type.StartsWith(ends[1] + ".", StringComparison.Ordinal))
        orderby ends[1].Length descending
        select area.Name).FirstOrDefault();
}
