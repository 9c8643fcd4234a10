using BrainDae.Experiments.CrossValidation;
using BrainDae.Imaging.Datasets;
using BrainDae.Imaging.PostProcessing;
using BrainDae.Imaging.Slices;
using BrainDae.Learning.Checkpoints;
using BrainDae.Learning.Runtime;
using BrainDae.Learning.Scoring;

namespace BrainDae.Experiments.Scores;

/// <summary>A finished run of the cross-validation: its fold, its two sets of parameters, its data.</summary>
internal sealed class TrainedRun : IDisposable
{
    private readonly Dictionary<string, Reconstructor> reconstructors = [];
    private readonly TorchRuntime runtime;
    private readonly ModelFolder model;
    private double[]? medians;

    public TrainedRun(Experiment experiment, Fold fold, long seed)
    {
        (Store, Fold, Seed, runtime, model) = (experiment.Store, fold, seed, experiment.Runtime, experiment.Model(fold, seed));
        model.RequireModel();
        using var checkpoint = Checkpoint.Open(model.Last);
        Manifest = checkpoint.Manifest;
        Cache = Path.Combine(experiment.Work, "reconstructions", $"{model.Identifier}-{model.HashBest()[..12]}");
    }

    public SliceStore Store { get; }

    public Fold Fold { get; }

    public long Seed { get; }

    public CheckpointManifest Manifest { get; }

    /// <summary>Folder for reconstructions of these very parameters.</summary>
    public string Cache { get; }

    /// <summary>The parameters of the last step, even where the run averages.</summary>
    public Reconstructor Last => Open(model.Last);

    /// <summary>The model: the average of the parameters where the run averages.</summary>
    public Reconstructor Best => Open(model.Best);

    /// <summary>Mean over the training patients of the median in the brain, for each modality.</summary>
    public double[] TrainingMedians => medians ??= [.. Enumerable.Range(0, Modalities.Count).Select(m => Fold.Split.Train.Average(name => BrainMedians.Of(Store.Get(name))[m]))];

    public void Dispose()
    {
        foreach (var reconstructor in reconstructors.Values)
        {
            reconstructor.Dispose();
        }
    }

    private Reconstructor Open(string path)
    {
        if (!reconstructors.TryGetValue(path, out var reconstructor))
        {
            using var checkpoint = Checkpoint.Open(path);
            reconstructors[path] = reconstructor = Reconstructor.Of(checkpoint, runtime, Manifest.Options.Precision);
        }

        return reconstructor;
    }
}

/// <summary>Typical intensities of a patient.</summary>
internal static class BrainMedians
{
    /// <summary>Median over the foreground of all slices, for each modality.</summary>
    public static double[] Of(PatientSliceFile patient)
    {
        var area = patient.Size * patient.Size;
        var image = new float[Modalities.Count * area];
        var mask = new byte[area];
        var values = Enumerable.Range(0, Modalities.Count).Select(_ => new List<float>()).ToArray();
        for (var slice = 0; slice < patient.Count; slice++)
        {
            patient.CopyImage(slice, image);
            ForegroundMask.Find(image, mask);
            for (var i = 0; i < image.Length; i++)
            {
                if (mask[i % area] != 0)
                {
                    values[i / area].Add(image[i]);
                }
            }
        }

        return [.. values.Select(v =>
        {
            v.Sort();
            return v.Count == 0 ? 1.0 : v[v.Count / 2];
        })];
    }
}
