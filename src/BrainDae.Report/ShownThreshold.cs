using BrainDae.Evaluation.Results;
using BrainDae.Method.Calibration;

namespace BrainDae.Report;

/// <summary>The threshold at which a score's detections are shown: the one that the model uses, or where it has none the ideal one.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Origin">How it was found, for people.</param>
/// <param name="Of">A patient's figures there.</param>
internal sealed record ShownThreshold(double Threshold, string Origin, Func<PatientResult, PatientDetection?> Of)
{
    /// <summary>Of a score; null where neither its patients nor those of calibration have a lesion.</summary>
    public static ShownThreshold? For(ScoreResult score) =>
        score.UsedThreshold is { } kind && score.At(kind) is { } used ? new(used.Threshold, $"{kind.Text()}, stored with the model", patient => patient.At(kind))
        : score.Ideal is { } ideal ? new(ideal.Threshold, "ideal: picked on these very patients", patient => patient.Ideal)
        : null;
}
