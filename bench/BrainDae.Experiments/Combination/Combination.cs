using BrainDae.Imaging.Randomness;

namespace BrainDae.Experiments.Combination;

/// <summary>One way to combine, with what was found on painted patients in it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Of">The score of a pixel.</param>
internal sealed record Combination(string Name, Func<Parts, int, double> Of)
{
    private static readonly (string Name, Func<Parts, int, double>[] Features)[] Fits =
    [
        ("fit of probability, residual, contrast", [(p, i) => p.Probability[i], Residual, (p, i) => p.Contrast[i]]),
        ("fit of its logit, residual, contrast", [(p, i) => Logit(p.Probability[i]), Residual, (p, i) => p.Contrast[i]]),
    ];

    /// <summary>All that are compared.</summary>
    /// <param name="painted">Validation patients with synthetic lesions; units and fits are found on them.</param>
    public static IEnumerable<Combination> All(IReadOnlyList<PaintedParts> painted)
    {
        yield return new("contrast", (p, i) => p.Contrast[i]);
        yield return new("probability", (p, i) => p.Probability[i]);
        foreach (var (name, divisor) in new (string, Func<Parts, double>)[] { ("residual", _ => 1), ("residual by the root of FLAIR's spread", p => Math.Sqrt(p.FlairSpread)), ("residual by FLAIR's spread", p => p.FlairSpread) })
        {
            double Divided(Parts p, int i) => p.Signed[i] / divisor(p);
            var unit = PaintedParts.Best(painted, Divided).Threshold;
            foreach (var weight in (double[])[0, 0.5, 1, 2, 4])
            {
                yield return new(FormattableString.Invariant($"{name} + {weight} probability"), (p, i) => Divided(p, i) / unit + weight * p.Probability[i]);
            }
        }

        foreach (var (name, features) in Fits)
        {
            yield return new(name, Fitted(painted, features));
        }
    }

    private static Func<Parts, int, double> Fitted(IReadOnlyList<PaintedParts> painted, Func<Parts, int, double>[] features)
    {
        List<double[]> rows = [];
        List<bool> labels = [];
        var random = new RandomStream(11);
        foreach (var (parts, lesion, counted) in painted)
        {
            for (var i = 0; i < lesion.Length; i++)
            {
                if (counted[i / parts.Area] && parts.Foreground[i] != 0 && random.NextInt(4) == 0)
                {
                    rows.Add([.. features.Select(f => f(parts, i))]);
                    labels.Add(lesion[i] != 0);
                }
            }
        }

        var weights = LogisticFit.Of(rows, labels);
        return (p, i) => 1 / (1 + Math.Exp(-(weights[^1] + features.Select((f, k) => weights[k] * f(p, i)).Sum())));
    }

    private static double Residual(Parts p, int i) => Math.Max(0, p.Signed[i] - p.Contrast[i]);

    private static double Logit(double p) => Math.Log(Math.Max(p, 1e-4) / Math.Max(1 - p, 1e-4));
}
