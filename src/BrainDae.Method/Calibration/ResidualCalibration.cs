using BrainDae.Data.Slices;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;

namespace BrainDae.Method.Calibration;

/// <summary>Measures how far a network is off on healthy slices.</summary>
internal static class ResidualCalibration
{
    /// <summary>Reconstructs the healthy slices of some patients, one patient at a time.</summary>
    /// <param name="store">The slices.</param>
    /// <param name="patients">Names of patients that the network was not trained on; those without a label count as healthy.</param>
    /// <param name="rule">What counts as healthy.</param>
    /// <param name="reconstructor">The network.</param>
    /// <param name="progress">Told each patient that is done.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <returns><see cref="HealthyResiduals.Uncalibrated"/> where there is no healthy slice.</returns>
    public static HealthyResiduals Of(SliceStore store, IEnumerable<string> patients, HealthyRule rule, IReconstructor reconstructor, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(reconstructor);
        var residuals = new HealthyResiduals.Accumulator(store.Manifest.Modalities.Count);
        foreach (var name in patients)
        {
            var patient = store.Get(name);
            var images = patient.CopyImages([.. Enumerable.Range(0, patient.Count).Where(slice => patient.IsHealthy(slice, rule))]);
            var reconstruction = new float[images.Length];
            reconstructor.Run(images, reconstruction, [], patient.Size, cancellation);
            residuals.Add(images, reconstruction, patient.Size);
            store.Release(name);
            progress?.Report(name);
        }

        return residuals.ToResiduals();
    }
}
