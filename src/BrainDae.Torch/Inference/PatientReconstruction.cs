using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Method.Scores;

namespace BrainDae.Torch.Inference;

/// <summary>Takes a stored patient through the network.</summary>
public static class PatientReconstruction
{
    /// <summary>Everything that scores are computed from.</summary>
    /// <param name="patient">The slices on disk; copied, so the file may be closed afterwards.</param>
    /// <param name="reconstructor">The network.</param>
    /// <param name="healthy">How far it is off on healthy tissue; null where that was not measured.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static ScoreInput Of(PatientSliceFile patient, Reconstructor reconstructor, HealthyResiduals? healthy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(reconstructor);
        var elements = Modalities.Count * patient.Size * patient.Size;
        var images = new float[patient.Count * elements];
        for (var slice = 0; slice < patient.Count; slice++)
        {
            patient.CopyImage(slice, images.AsSpan(slice * elements, elements));
        }

        var reconstruction = new float[images.Length];
        reconstructor.Run(images, reconstruction, patient.Size, cancellation);
        return new(images, reconstruction, patient.Count, patient.Size)
        {
            Spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size),
            Healthy = healthy,
        };
    }
}
