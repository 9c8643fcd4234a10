using System.Runtime.InteropServices;
using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.Method.Scores;
using BrainDae.Torch.Inference;

namespace BrainDae.Experiments.Scores;

/// <summary>A way to get an expected image out of trained networks.</summary>
internal sealed class Reconstruction
{
    private const int Draws = 4;

    private readonly Func<TrainedRun, PatientSliceFile, float[], float[]> compute;
    private readonly Func<TrainedRun, PatientSliceFile, float[]> scale;

    private Reconstruction(string name, Func<TrainedRun, PatientSliceFile, float[], float[]> compute, Func<TrainedRun, PatientSliceFile, float[]>? scale = null) =>
        (Name, this.compute, this.scale) = (name, compute, scale ?? ((_, _) => [1, 1, 1, 1]));

    /// <summary>By the parameters of the last step: what the recipe gives without anything added.</summary>
    public static Reconstruction Last { get; } = new("last", (run, patient, images) => Through(run.Last, images, patient.Size));

    /// <summary>By the moving average of the parameters.</summary>
    public static Reconstruction Averaged { get; } = new("averaged", (run, patient, images) => Through(run.Best, images, patient.Size));

    /// <summary>Mean of the slices as they are and mirrored.</summary>
    public static Reconstruction Mirrored { get; } = new("mirrored", (run, patient, images) =>
        Mean([Through(run.Last, images, patient.Size), Mirror(Through(run.Last, Mirror(images, patient.Size), patient.Size), patient.Size)]));

    /// <summary>Mean over draws of the training noise at half its strength.</summary>
    public static Reconstruction Noisy { get; } = new("noisy", (run, patient, images) =>
        Mean([.. Enumerable.Range(0, Draws).Select(draw => Through(run.Last, WithNoise(run, images, patient.Size, draw), patient.Size))]));

    /// <summary>Each modality brought to the training patients' median first, so that a large lesion does not darken the rest.</summary>
    public static Reconstruction Matched { get; } = new(
        "matched",
        (run, patient, images) => Through(run.Last, images, patient.Size),
        (run, patient) => [.. run.TrainingMedians.Zip(Modalities.Brats, (wanted, modality) => (float)(wanted / BrainMedians.Of(patient, modality)))]);

    public string Name { get; }

    /// <summary>The network sees FLAIR no brighter than healthy tissue gets, so that it cannot copy a bright lesion.</summary>
    /// <param name="quantile">Of FLAIR in healthy training slices: where bright begins.</param>
    public static Reconstruction Clipped(double quantile) => new($"clipped-{quantile}", (run, patient, images) =>
    {
        var area = patient.Size * patient.Size;
        var limit = (float)(BrainMedians.Of(patient, Modality.Flair) * run.HealthyFlair(quantile));
        var seen = (float[])images.Clone();
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] = i / area % Modalities.Brats.Count == Modalities.Brats.ChannelOf(Modality.Flair) ? Math.Min(seen[i], limit) : seen[i];
        }

        return Through(run.Last, seen, patient.Size);
    });

    /// <summary>Mean over networks that were trained with different seeds.</summary>
    public static Reconstruction OfSeeds(IReadOnlyList<TrainedRun> others) => new("seeds", (run, patient, images) =>
        Mean([.. others.Where(o => o.Fold.Number == run.Fold.Number).Select(o => Last.Load(o, patient, images))]));

    /// <summary>Images and reconstruction of a patient; computed once and kept on the disk.</summary>
    public ScoreInput Of(TrainedRun run, PatientSliceFile patient)
    {
        var area = patient.Size * patient.Size;
        var factors = scale(run, patient);
        var images = patient.CopyImages([.. Enumerable.Range(0, patient.Count)]);
        for (var i = 0; i < images.Length; i++)
        {
            images[i] *= factors[i / area % Modalities.Brats.Count];
        }

        return new(images, Load(run, patient, images), patient.Count, patient.Size) { Spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size) };
    }

    private static float[] Through(Reconstructor network, float[] images, int size)
    {
        var result = new float[images.Length];
        network.Run(images, result, [], size);
        return result;
    }

    private static float[] Mean(float[][] images)
    {
        var mean = new float[images[0].Length];
        foreach (var image in images)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += image[i] / images.Length;
            }
        }

        return mean;
    }

    /// <summary>Rows (x, left and right) in the reverse order.</summary>
    private static float[] Mirror(float[] images, int size)
    {
        var result = new float[images.Length];
        for (var row = 0; row < images.Length / size; row++)
        {
            images.AsSpan(row * size, size).CopyTo(result.AsSpan((row / size * size + size - 1 - row % size) * size));
        }

        return result;
    }

    private static float[] WithNoise(TrainedRun run, float[] images, int size, int draw)
    {
        var noise = run.Manifest.Options.Noise;
        var random = new RandomStream(0, draw);
        var elements = Modalities.Brats.Count * size * size;
        var result = new float[images.Length];
        var mask = new float[size * size];
        for (var slice = 0; slice < images.Length / elements; slice++)
        {
            var clean = images.AsSpan(slice * elements, elements);
            CoarseNoise.WriteForeground(clean, mask, Modalities.Brats.Count, size);
            CoarseNoise.Apply(NoiseDraw.From(noise with { StandardDeviation = noise.StandardDeviation / 2 }, Modalities.Brats.Count, size, random), clean, mask, result.AsSpan(slice * elements, elements), Modalities.Brats.Count, size);
        }

        return result;
    }

    private float[] Load(TrainedRun run, PatientSliceFile patient, float[] images)
    {
        var path = Path.Combine(run.Cache, $"{Name}-{patient.Name}.f32");
        var result = new float[images.Length];
        if (File.Exists(path))
        {
            using var stream = File.OpenRead(path);
            stream.ReadExactly(MemoryMarshal.AsBytes(result.AsSpan()));
            return result;
        }

        result = compute(run, patient, images);
        AtomicFile.Write(path, stream => stream.Write(MemoryMarshal.AsBytes(result.AsSpan())));
        return result;
    }
}
