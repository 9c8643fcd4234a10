using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Evaluation;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Pictures;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Demo;

/// <summary>Draws input, reconstruction, score and truth of the test patients' slices with most lesion.</summary>
internal static class DemoPicture
{
    private const int Rows = 4;

    public static void Write(string path, SliceStore store, EvaluationReport report, ModelFolder model, TorchRuntime runtime)
    {
        using var checkpoint = Checkpoint.Open(model.Best);
        using var reconstructor = Reconstructor.Of(checkpoint, runtime, report.Precision);
        var size = store.Manifest.Size;
        var limit = (float)(report.Scores[0].Validation ?? report.Scores[0].Ideal!).Threshold;
        var rows = report.Scores[0].Patients.Take(Rows).Select(p => Row(store.Get(p.Name), reconstructor, limit)).ToArray();
        PngEncoder.Write(path, SliceMontage.Draw(rows, size, size, scale: Math.Max(1, 192 / size)));
    }

    private static MontagePanel[] Row(PatientSliceFile patient, Reconstructor reconstructor, float limit)
    {
        var slice = Enumerable.Range(0, patient.Count).MaxBy(s => patient.Lesion(s).Count((byte)1));
        var pixels = patient.Size * patient.Size;
        var image = new float[Modalities.Count * pixels];
        patient.CopyImage(slice, image);
        var reconstruction = new float[image.Length];
        reconstructor.Run(image, reconstruction, patient.Size);
        HideBackground(image, reconstruction, pixels);
        var score = new PublishedScore().Compute(new(image, reconstruction, 1, patient.Size));
        var truth = patient.Lesion(slice).ToArray();
        return
        [
            new() { Caption = "FLAIR", Values = image.AsMemory(0, pixels), Window = (0, 1.2f) },
            new() { Caption = "reconstruction", Values = reconstruction.AsMemory(0, pixels), Window = (0, 1.2f) },
            new() { Caption = "anomaly score", Values = score, Colours = ColorMap.Heat, Window = (0, 2 * limit) },
            new() { Caption = "truth", Values = image.AsMemory(0, pixels), Window = (0, 1.2f), Outline = truth },
        ];
    }

    /// <summary>Outside the brain nothing is learned, so what the network puts there means nothing.</summary>
    private static void HideBackground(ReadOnlySpan<float> image, Span<float> reconstruction, int pixels)
    {
        var foreground = new byte[pixels];
        ForegroundMask.Find(image, foreground);
        for (var i = 0; i < reconstruction.Length; i++)
        {
            reconstruction[i] = foreground[i % pixels] != 0 ? reconstruction[i] : 0;
        }
    }
}
