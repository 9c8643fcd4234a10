using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Method.BiasFields;
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
    /// <param name="calibration">What was measured of the model; null where it was not. Says whether the scans are corrected first.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static ReconstructedPatient Reconstruct(PatientSlices patient, IReconstructor? reconstructor, ScoreCalibration? calibration, CancellationToken cancellation) =>
        Reconstruct(patient, [], reconstructor, calibration, wantsScans: true, cancellation);

    /// <summary>Reconstructs some of a patient's slices; the others are given back as they are, and nothing in them is lesion.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="chosen">Which of them the network is to see; empty for all.</param>
    /// <param name="reconstructor">The network; null where no score needs one.</param>
    /// <param name="calibration">What was measured of the model; null where it was not.</param>
    /// <param name="wantsScans">Whether the scans are to be reconstructed as they are too, where they are corrected; else a quarter of them is, to fit the field.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static ReconstructedPatient Reconstruct(
        PatientSlices patient, bool[] chosen, IReconstructor? reconstructor, ScoreCalibration? calibration, bool wantsScans, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(chosen);
        if (reconstructor is not { HasLesionOutput: true } || calibration is not { BiasCorrection: true })
        {
            return Pass(patient, chosen, reconstructor, calibration, cancellation);
        }

        var used = BiasFieldFit.FirstPass(chosen, patient.Count);
        var first = Pass(patient, wantsScans ? chosen : used, reconstructor, calibration, cancellation);
        var field = new BiasFieldFit(first.Foreground.Mask, first.LesionProbability.Span, patient.Modalities.Count, patient.Size, first.Spacing, used).Run(patient.Images);
        return Corrected(
            patient,
            field,
            wantsScans ? first : Input(patient, default, calibration, default),
            slices => Pass(slices, chosen, reconstructor, calibration, cancellation));
    }

    /// <summary>Corrects a patient.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="field">What they are divided by.</param>
    /// <param name="asScanned">The patient before.</param>
    /// <param name="reconstruct">Reconstructs the corrected slices.</param>
    internal static ReconstructedPatient Corrected(PatientSlices patient, BiasField field, ReconstructedPatient asScanned, Func<PatientSlices, ReconstructedPatient> reconstruct) =>
        reconstruct(patient with { Images = field.Correct(patient.Images) }) with { AsScanned = asScanned, BiasField = field };

    /// <summary>Reconstructs a stored patient.</summary>
    /// <param name="patient">The slices on disk; copied, so the file may be closed afterwards.</param>
    /// <param name="reconstructor">The network.</param>
    /// <param name="calibration">What was measured of the model; null where it was not.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public static ReconstructedPatient Reconstruct(PatientSliceFile patient, IReconstructor reconstructor, ScoreCalibration? calibration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patient);
        return Reconstruct(patient.ToPatientSlices(), reconstructor, calibration, cancellation);
    }

    /// <summary>What scores are computed from, where the reconstruction is there already.</summary>
    /// <param name="patient">The slices.</param>
    /// <param name="reconstruction">The network's output for them, same shape, or empty.</param>
    /// <param name="calibration">What was measured of the model; null where it was not.</param>
    /// <param name="lesionProbability">The network's second output, [slice, x, y], or empty.</param>
    internal static ReconstructedPatient Input(
        PatientSlices patient, ReadOnlyMemory<float> reconstruction, ScoreCalibration? calibration, ReadOnlyMemory<float> lesionProbability)
    {
        return new(patient.Images, reconstruction, patient.Count, patient.Size)
        {
            Modalities = patient.Modalities,
            Spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size),
            LesionProbability = lesionProbability,
            Calibration = calibration,
        };
    }

    private static ReconstructedPatient Pass(
        PatientSlices patient, bool[] chosen, IReconstructor? reconstructor, ScoreCalibration? calibration, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var reconstruction = reconstructor is null ? [] : new float[patient.Images.Length];
        var probability = reconstructor is { HasLesionOutput: true } ? new float[patient.Count * patient.Size * patient.Size] : [];
        if (chosen.Length > 0)
        {
            reconstructor?.Run(patient.Images.Span, chosen, reconstruction, probability, patient.Size, cancellation);
        }
        else
        {
            reconstructor?.Run(patient.Images.Span, reconstruction, probability, patient.Size, cancellation);
        }

        return Input(patient, reconstruction, calibration, probability);
    }
}
