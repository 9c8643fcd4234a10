using System.Collections.Immutable;
using BrainDae.Method.Config;

namespace BrainDae.Benchmarks.Table;

/// <summary>
/// The most that the machine does, from the best round of each: floating-point operations a second of libtorch's matrix
/// product, bytes a second of a copy (read and written ones counted).
/// </summary>
internal sealed record Roofs(ImmutableArray<(NetworkPrecision Precision, double Flops)> Products, double CopyBytes, TableRow Row)
{
    public static Roofs Measure(TableOptions options)
    {
        var size = options.Quick ? 1024 : 3072;
        var bytes = options.Quick ? 64 << 20 : 512 << 20;
        Contender[] contenders =
        [
            .. Precisions.Here.Select(p => new Contender($"matrix product {p.Label}", "matrix-product", Precisions.Setting(p.Precision), $"size={size}")),
            new("memory copy", "copy", $"bytes={bytes}"),
        ];
        var copy = contenders.Length - 1;
        var samples = Interleaving.Run(contenders, options.Rounds);
        var rates = samples.Select((s, i) => Spread.Of(s.Select(sample => (i == copy ? 2.0 * bytes : 2.0 * size * size * size) / sample.Seconds))).ToArray();
        return new([.. Precisions.Here.Select((p, i) => (p.Precision, rates[i].Greatest))], rates[copy].Greatest, new(
            "roofs",
            $"libtorch, {size}x{size}; copy of {bytes >> 20} MiB; all processors",
            [.. contenders.Select((c, i) => new TableLine(c.Label, i == copy ? "GB/s" : "GFLOP/s", rates[i].Times(1e-9), null, null, null, null, "the best round is the roof"))]));
    }

    /// <summary>The roof of a contender: that of the precision among its settings, else that of single precision.</summary>
    public double FlopsOf(Contender contender) => Products
        .OrderByDescending(p => contender.Settings.Contains(Precisions.Setting(p.Precision)))
        .ThenBy(p => p.Precision)
        .First().Flops;
}
