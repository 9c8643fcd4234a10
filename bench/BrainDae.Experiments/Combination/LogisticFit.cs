using BrainDae.Experiments.Scores;

namespace BrainDae.Experiments.Combination;

/// <summary>Logistic regression by Newton's method with a small ridge.</summary>
internal static class LogisticFit
{
    /// <summary>Weights of the features, the intercept last.</summary>
    /// <param name="rows">Features of each sample.</param>
    /// <param name="labels">Whether it is lesion.</param>
    public static double[] Of(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels)
    {
        var n = rows[0].Length + 1;
        var weights = new double[n];
        for (var iteration = 0; iteration < 30; iteration++)
        {
            var system = new double[n, n + 1];
            for (var a = 0; a < n - 1; a++)
            {
                system[a, a] = 1e-3;
                system[a, n] = -1e-3 * weights[a];
            }

            var x = new double[n];
            for (var i = 0; i < rows.Count; i++)
            {
                rows[i].CopyTo(x, 0);
                x[n - 1] = 1;
                var z = 0.0;
                for (var a = 0; a < n; a++)
                {
                    z += weights[a] * x[a];
                }

                var p = 1 / (1 + Math.Exp(-z));
                var (w, g) = (Math.Max(p * (1 - p), 1e-9), (labels[i] ? 1 : 0) - p);
                for (var a = 0; a < n; a++)
                {
                    system[a, n] += g * x[a];
                    for (var b = 0; b < n; b++)
                    {
                        system[a, b] += w * x[a] * x[b];
                    }
                }
            }

            var step = LinearSystem.Solve(system);
            var longest = step.Max(Math.Abs);
            for (var a = 0; a < n; a++)
            {
                weights[a] += step[a] * Math.Min(1, 5 / longest);
            }

            if (longest < 1e-6)
            {
                break;
            }
        }

        return weights;
    }
}
