using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Method.Models;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Experiments.Scores;

/// <summary>A finished run of the cross-validation: its fold, its two sets of parameters, its data.</summary>
internal sealed class TrainedRun : IDisposable
{
    private readonly Dictionary<string, Reconstructor> reconstructors = [];
    private readonly TorchRuntime runtime;
    private readonly ModelFolder model;
    private readonly Dictionary<double, double> healthyFlair = [];
    private double[]? medians;

    public TrainedRun(Experiment experiment, Fold fold, long seed)
    {
        (Store, Fold, Seed, runtime, model) = (experiment.Store, fold, seed, experiment.Runtime, experiment.Model(fold, seed));
        using var last = ModelFile.Open(model.Last);
        Manifest = last.Manifest;
        using var complete = model.Open();
        Cache = Path.Combine(experiment.Work, "reconstructions", $"{model.Identifier}-{complete.WeightsSha256[..12]}");
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
    public Reconstructor Best => Open(model.Model);

    /// <summary>Mean over the training patients of the median in the brain, for each modality.</summary>
    public double[] TrainingMedians => medians ??= [.. Modalities.Brats.Select(modality => Fold.Split.Train.Average(name => BrainMedians.Of(Store.Get(name), modality)))];

    /// <summary>A quantile of FLAIR in the healthy training slices, as a multiple of the patient's median in the brain; mean over patients.</summary>
    public double HealthyFlair(double quantile) => healthyFlair.TryGetValue(quantile, out var known)
        ? known
        : healthyFlair[quantile] = Fold.Split.Train.Average(name => BrainMedians.HealthyFlair(Store.Get(name), Manifest.Options.HealthyRule, quantile));

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
            using var opened = ModelFile.Open(path);
            reconstructors[path] = reconstructor = Reconstructor.Load(opened, runtime, Manifest.Options.Precision);
        }

        return reconstructor;
    }
}
