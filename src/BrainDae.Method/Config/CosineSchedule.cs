namespace BrainDae.Method.Config;

/// <summary>
/// Cosine annealing without restarts: the rate falls from its start to 0 over <paramref name="Period"/> epochs and
/// rises back over the next, for ever. A function of the epoch alone, so a resumed run needs no schedule state.
/// </summary>
/// <param name="InitialRate">Learning rate of epoch 0.</param>
/// <param name="Period">Epochs from the highest rate to the lowest (PyTorch's T_max).</param>
internal readonly record struct CosineSchedule(double InitialRate, int Period)
{
    /// <summary>Learning rate during an epoch, counted from 0.</summary>
    public double RateAt(int epoch) => InitialRate * (1 + Math.Cos(Math.PI * (epoch % (2L * Period)) / Period)) / 2;
}
