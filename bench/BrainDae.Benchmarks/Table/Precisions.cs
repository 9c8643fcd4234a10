using System.Collections.Immutable;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime;

namespace BrainDae.Benchmarks.Table;

/// <summary>The precisions worth measuring on this machine: without instructions for bfloat16, libtorch falls back to loops that take minutes.</summary>
internal static class Precisions
{
    public static ImmutableArray<(string Label, NetworkPrecision Precision)> Here { get; } = AutomaticPrecision.ProcessorHasBFloat16
        ? [("bf16", NetworkPrecision.BFloat16), ("fp32", NetworkPrecision.Float32)]
        : [("fp32", NetworkPrecision.Float32)];

    /// <summary>A contender for each precision.</summary>
    public static IEnumerable<Contender> Contenders(string workload, params string[] settings) =>
        Here.Select(p => new Contender(p.Label, workload, [Setting(p.Precision), .. settings]));

    public static string Setting(NetworkPrecision precision) => $"precision={precision}";
}
