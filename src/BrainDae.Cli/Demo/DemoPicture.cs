using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Pictures;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Demo;

/// <summary>Draws input, reconstruction, score and truth of the test patients' slices with most lesion.</summary>
internal static class DemoPicture
{
    private const int Rows = 4;

    /// <summary>Draws the first patients of the report.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="store">The slices.</param>
    /// <param name="report">The evaluation; its default score is shown.</param>
    /// <param name="model">The model.</param>
    /// <param name="runtime">What computes.</param>
    public static void Write(string path, SliceStore store, EvaluationReport report, ModelFile model, TorchRuntime runtime)
    {
        using var reconstructor = Reconstructor.Load(model, runtime, report.Precision);
        var size = store.Manifest.Size;
        var score = AnomalyScore.All.Single(s => s.Name == report.Default.Name);
        var limit = (float)report.Default.Find(MetricCatalog.Threshold, report.Default.ShownThreshold)!.Value.Value;
        var rows = report.Default.Patients.Take(Rows).Select(p => Row(store.Get(p.Name), reconstructor, score, model.Calibration?.ForScores, limit)).ToArray();
        PngEncoder.Write(path, SliceMontage.Draw(rows, size, size, scale: Math.Max(1, 192 / size)));
    }

    private static MontagePanel[] Row(PatientSliceFile patient, IReconstructor reconstructor, AnomalyScore score, ScoreCalibration? calibration, float limit)
    {
        var slice = Enumerable.Range(0, patient.Count).MaxBy(s => patient.Lesion(s).Count((byte)1));
        var pixels = patient.Size * patient.Size;
        var input = PatientScoring.Reconstruct(patient, reconstructor, calibration, CancellationToken.None);
        var image = input.Modalities.Channel(input.Image(slice), Modality.Flair).ToArray();
        var reconstruction = input.Modalities.Channel(input.Reconstructed(slice), Modality.Flair).ToArray();
        ForegroundMask.HideBackground(reconstruction, input.Foreground.Mask.Slice(slice * pixels, pixels));
        var scores = score.Compute(input).AsMemory(slice * pixels, pixels);
        var truth = patient.Lesion(slice).ToArray();
        return
        [
            new() { Caption = "FLAIR", Values = image, Window = (0, 1.2f) },
            new() { Caption = "reconstruction", Values = reconstruction, Window = (0, 1.2f) },
            new() { Caption = "anomaly score", Values = scores, Colours = ColorMap.Heat, Window = (0, 2 * limit) },
            new() { Caption = "truth", Values = image, Window = (0, 1.2f), Outline = truth },
        ];
    }
}
