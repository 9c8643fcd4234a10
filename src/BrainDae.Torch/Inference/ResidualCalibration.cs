using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Method.Scores;

namespace BrainDae.Torch.Inference;

/// <summary>Measures how far a network is off on healthy slices.</summary>
public static class ResidualCalibration
{
    /// <summary>Reconstructs the healthy slices of some patients, one patient at a time.</summary>
    /// <param name="store">The slices.</param>
    /// <param name="patients">Names of patients that the network was not trained on; patients without a label are passed over.</param>
    /// <param name="rule">What counts as healthy.</param>
    /// <param name="reconstructor">The network.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    /// <returns><see cref="HealthyResiduals.Uncalibrated"/> where there is no healthy slice.</returns>
    public static HealthyResiduals Of(SliceStore store, IEnumerable<string> patients, HealthyRule rule, Reconstructor reconstructor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(reconstructor);
        var residuals = new HealthyResiduals.Accumulator();
        foreach (var patient in patients.Select(store.Get).Where(p => p.HasLabel))
        {
            int[] slices = [.. Enumerable.Range(0, patient.Count).Where(slice => patient.IsHealthy(slice, rule))];
            var elements = Modalities.Count * patient.Size * patient.Size;
            var images = new float[slices.Length * elements];
            for (var i = 0; i < slices.Length; i++)
            {
                patient.CopyImage(slices[i], images.AsSpan(i * elements, elements));
            }

            var reconstruction = new float[images.Length];
            reconstructor.Run(images, reconstruction, patient.Size, cancellation);
            residuals.Add(images, reconstruction, patient.Size);
        }

        return residuals.ToResiduals();
    }
}
