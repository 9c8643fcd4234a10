namespace BrainDae.Experiments.Scores;

/// <summary>Small linear systems.</summary>
internal static class LinearSystem
{
    /// <summary>Solves by elimination with pivots.</summary>
    /// <param name="system">n rows of n coefficients and the right-hand side; changed.</param>
    public static double[] Solve(double[,] system)
    {
        var n = system.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(system[row, column]));
            for (var k = 0; k <= n; k++)
            {
                (system[column, k], system[pivot, k]) = (system[pivot, k], system[column, k]);
            }

            for (var row = 0; row < n; row++)
            {
                var factor = row == column ? 0 : system[row, column] / system[column, column];
                for (var k = column; k <= n; k++)
                {
                    system[row, k] -= factor * system[column, k];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(row => system[row, n] / system[row, row])];
    }
}
