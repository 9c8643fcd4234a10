
namespace BrainDae.Benchmarks.Table;

/// <summary>
/// The most that the machine does, from the best round of each: floating-point operations a second of libtorch's matrix
/// product, bytes a second of a copy (read and written ones counted).
/// </summary>
internal sealed record Roofs(double Float32Flops, double BFloat16Flops, double CopyBytes, TableRow Row)
{
    public static Roofs Measure(TableOptions options)
    {
        var size = options.Quick ? 1024 : 3072;
        var bytes = options.Quick ? 64 << 20 : 512 << 20;
        Contender[] contenders =
        [
            new("matrix product fp32", "matrix-product", "precision=Float32", $"size={size}"),
            new("matrix product bf16", "matrix-product", "precision=BFloat16", $"size={size}"),
            new("memory copy", "copy", $"bytes={bytes}"),
        ];
        double[] work = [2.0 * size * size * size, 2.0 * size * size * size, 2.0 * bytes];
        string[] units = ["GFLOP/s", "GFLOP/s", "GB/s"];
        var samples = Interleaving.Run(contenders, options.Rounds);
        var rates = samples.Select((s, i) => Spread.Of(s.Select(sample => work[i] / sample.Seconds))).ToArray();
        return new(rates[0].Greatest, rates[1].Greatest, rates[2].Greatest, new(
            "roofs",
            $"libtorch, {size}x{size}; copy of {bytes >> 20} MiB; all processors",
            [.. contenders.Select((c, i) => new TableLine(c.Label, units[i], rates[i].Times(1e-9), null, null, null, null, "the best round is the roof"))]));
    }

    /// <summary>The roof of a precision by its name in <see cref="Learning.Network.NetworkPrecision"/>.</summary>
    public double FlopsOf(Contender contender) => contender.Settings.Contains("precision=BFloat16") ? BFloat16Flops : Float32Flops;
}
