namespace BrainDae.Method.Config;

/// <summary>
/// Linear warm-up, then a single half cosine down to 0 at the end of the run: for short runs, which gain from a large
/// rate at first and from none at the end (Loshchilov and Hutter, SGDR, 2017, without the restarts; Goyal et al., 2017).
/// </summary>
/// <param name="PeakRate">Learning rate at the end of the warm-up.</param>
/// <param name="WarmupIterations">Iterations of the linear rise; 0 starts at the peak.</param>
/// <param name="TotalIterations">Iterations of the whole run.</param>
internal readonly record struct WarmupCosineSchedule(double PeakRate, long WarmupIterations, long TotalIterations)
{
    /// <summary>Learning rate of an iteration, counted from 0.</summary>
    public double RateAt(long iteration)
    {
        if (iteration < WarmupIterations)
        {
            return PeakRate * (iteration + 1) / (WarmupIterations + 1);
        }

        var done = (iteration - WarmupIterations) / (double)Math.Max(1, TotalIterations - WarmupIterations);
        return PeakRate * (1 + Math.Cos(Math.PI * Math.Min(done, 1))) / 2;
    }
}
