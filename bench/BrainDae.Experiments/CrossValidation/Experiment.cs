using System.Diagnostics;
using System.Globalization;
using BrainDae.Data.Slices;
using BrainDae.Evaluation;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.TrainingLog;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;

namespace BrainDae.Experiments.CrossValidation;

/// <summary>One trained and evaluated model.</summary>
/// <param name="Fold">Which patients were tested.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="TrainingSeconds">Wall time of training; of the part since the last interruption, if there was one.</param>
/// <param name="Report">All figures.</param>
internal sealed record ExperimentRun(int Fold, long Seed, double TrainingSeconds, EvaluationReport Report);

/// <summary>Trains and evaluates under one name.</summary>
internal sealed record Experiment(string Name, string Work, SliceStore Store, TorchRuntime Runtime)
{
    /// <summary>Where a run's model lies.</summary>
    public ModelFolder Model(Fold fold, long seed) => ModelFolder.Of(Path.Combine(Work, "models"), $"{Name}-f{fold.Number}-s{seed}");

    public ExperimentRun Run(Fold fold, TrainingOptions options)
    {
        var model = Model(fold, options.Seed);
        var timeFile = Path.Combine(model.Path, "seconds.txt");
        if (!File.Exists(timeFile))
        {
            var started = Stopwatch.GetTimestamp();
            new Trainer(options, Store, fold.Split, model, Runtime, new JsonLinesLog(model.Log)).Run(File.Exists(model.Last), CancellationToken.None);
            AtomicFile.WriteText(timeFile, Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        }

        var results = Path.Combine(Work, "results", model.Identifier);
        AtomicFile.EnsureWritableFolder(results);
        using var complete = model.Open();
        using var reconstructor = Reconstructor.Load(complete, Runtime, options.Precision);
        var report = new Evaluator(Store, fold.Split, complete, reconstructor).Run(new(), results, null, CancellationToken.None);
        EvaluationFiles.Write(results, report);
        return new(fold.Number, options.Seed, double.Parse(File.ReadAllText(timeFile), CultureInfo.InvariantCulture), report);
    }
}
