using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Scoring;

/// <summary>
/// The one way from a patient's slices to what scores are computed from; calibration, evaluation, prediction and
/// report all take it.
/// </summary>
public static class PatientScoring
{
    /// <summary>Reconstructs a patient in memory.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="reconstructor">The network; null where no score needs one, and what it would give is then empty.</param>
    /// <param name="healthy">How far it is off on healthy tissue; null where that was not measured.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static ScoreInput Reconstruct(PatientSlices patient, IReconstructor? reconstructor, HealthyResiduals? healthy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patient);
        cancellation.ThrowIfCancellationRequested();
        var reconstruction = reconstructor is null ? [] : new float[patient.Images.Length];
        var probability = reconstructor is { HasLesionOutput: true } ? new float[patient.Count * patient.Size * patient.Size] : [];
        reconstructor?.Run(patient.Images.Span, reconstruction, probability, patient.Size, cancellation);
        return Input(patient, reconstruction, healthy) with { LesionProbability = probability };
    }

    /// <summary>Reconstructs a stored patient.</summary>
    /// <param name="patient">The slices on disk; copied, so the file may be closed afterwards.</param>
    /// <param name="reconstructor">The network.</param>
    /// <param name="healthy">How far it is off on healthy tissue; null where that was not measured.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static ScoreInput Reconstruct(PatientSliceFile patient, IReconstructor reconstructor, HealthyResiduals? healthy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patient);
        return Reconstruct(patient.ToPatientSlices(), reconstructor, healthy, cancellation);
    }

    /// <summary>What scores are computed from, where the reconstruction is there already.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="reconstruction">The network's output for them, same shape, or empty.</param>
    /// <param name="healthy">How far the network is off on healthy tissue; null where that was not measured.</param>
    public static ScoreInput Input(PatientSlices patient, ReadOnlyMemory<float> reconstruction, HealthyResiduals? healthy)
    {
        ArgumentNullException.ThrowIfNull(patient);
        return new(patient.Images, reconstruction, patient.Count, patient.Size)
        {
            Modalities = patient.Modalities,
            Spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size),
            Healthy = healthy,
        };
    }
}
