using System.Diagnostics;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.TrainingLog;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Training;

/// <summary>
/// Trains the network on the healthy slices of the training split (paper section 3 and the published recipe). After
/// every epoch it validates and writes the checkpoint, so that an interruption at any moment costs one epoch at most.
/// After the last one the model is calibrated on the validation patients: only then is it complete.
/// </summary>
public sealed class Trainer
{
    private readonly TrainingOptions options;
    private readonly ModelFolder folder;
    private readonly TorchRuntime runtime;
    private readonly ITrainingListener listener;
    private readonly SliceSet training;
    private readonly SliceSet validation;
    private readonly TrainingDataIdentity identity;
    private readonly SliceStore store;
    private readonly CohortSplit split;
    private readonly bool anonymous;
    private readonly int size;
    private TrainingDataIdentity? data;

    /// <summary>Collects the slices and checks everything that can be checked before the long work.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="store">The slices on disk.</param>
    /// <param name="split">Who is trained and validated on.</param>
    /// <param name="folder">Where the model is written.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="listener">Follows the run.</param>
    /// <param name="anonymous">Whether the model records salted hashes of its patients' names instead of the names.</param>
    /// <exception cref="BrainDaeException">An option, the split, the data or the output folder cannot be used.</exception>
    public Trainer(TrainingOptions options, SliceStore store, CohortSplit split, ModelFolder folder, TorchRuntime runtime, ITrainingListener listener, bool anonymous = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(runtime);
        (this.folder, this.runtime, this.listener) = (folder, runtime, listener);
        (this.store, this.split, this.anonymous) = (store, split, anonymous);
        size = store.Manifest.Size;
        this.options = options.WithNetworkFor(store.Manifest.Modalities.Count) with { Precision = runtime.Resolve(options.Precision) };
        this.options.Validate(size);
        (training, validation, identity) = TrainingData.Collect(this.options, store, split);
        AtomicFile.EnsureWritableFolder(folder.Path);
    }

    /// <summary>Trains until the last epoch or until cancelled.</summary>
    /// <param name="resume">
    /// Go on from the last checkpoint, bit for bit as if never interrupted (same device and threads), or from one that
    /// was imported, with these options and data; false starts anew.
    /// </param>
    /// <param name="cancellation">Stops after the current iteration; the last checkpoint stays.</param>
    /// <returns>The progress at the end.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="BrainDaeException">The loss is no number, a file cannot be written, or the checkpoint is of another run.</exception>
    public TrainingProgress Run(bool resume, CancellationToken cancellation)
    {
        var progress = Train(resume, cancellation);
        Calibrate(cancellation);
        return progress;
    }

    private TrainingProgress Train(bool resume, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var state = resume
            ? TrainingState.Resumed(folder.Last, options, identity, anonymous, runtime)
            : TrainingState.Fresh(options, runtime);

        // A run that was begun without names goes on without them, whether it is told so again or not.
        data = (state.Salt is { } salt ? identity.Anonymous(salt) : anonymous ? identity.Anonymous() : identity) with { BegunElsewhere = state.BegunElsewhere };
        listener.Started(new(training.Count, validation.Count, state.Progress.EpochsDone, options.Epochs, options.IterationsPerEpoch));
        if (state.Progress.EpochsDone >= options.Epochs)
        {
            return state.Progress;
        }

        var source = Source(training);
        using var pipeline = new BatchPipeline(source, state.Progress.IterationsDone, CreateBatch);
        while (state.Progress.EpochsDone < options.Epochs)
        {
            RunEpoch(state, pipeline, cancellation);
        }

        return state.Progress;
    }

    /// <summary>The last step, and the only one of a run that was interrupted after its last epoch.</summary>
    private void Calibrate(CancellationToken cancellation)
    {
        using var model = folder.Open();
        if (model.Calibration is not null)
        {
            return;
        }

        var patients = UnlabelledPatients.Admit(store, split.Val, options.Unlabelled);
        listener.Calibrating(patients.Length);
        using var reconstructor = Reconstructor.Load(model, runtime, options.Precision, options.BatchSize);
        var calibration = new Calibrator(store, reconstructor, folder.Path).Run(
            patients, split.Train, CalibrationOptions.For(options) with { Anonymous = anonymous }, progress: null, cancellation);
        model.WriteCalibrated(folder.Model, calibration);
    }

    private void RunEpoch(TrainingState state, BatchPipeline pipeline, CancellationToken cancellation)
    {
        var epoch = state.Progress.EpochsDone;
        var started = Stopwatch.GetTimestamp();
        var total = new BatchLoss.Accumulator();
        for (var i = 0; i < options.IterationsPerEpoch; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var iteration = state.Progress.IterationsDone + i;
            var report = TrainingStep.Run(state, pipeline.Take(iteration), options, iteration, options.LearningRateAt(iteration), runtime);
            total.Add(new(report.Loss, report.LesionLoss));
            listener.IterationDone(report);
        }

        var learningRate = options.LearningRateAt(state.Progress.IterationsDone);
        var speed = options.IterationsPerEpoch / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (trained, validated) = (total.ToMean(), ValidationLoss(state, cancellation));
        state.Progress = state.Progress.After(options, trained.Total, validated.Total);
        var best = state.Progress.BestEpoch == epoch;

        // Told before it is saved: a log with an epoch that the checkpoint lacks is cut back on resuming, the reverse could not be mended.
        listener.EpochDone(new(epoch, trained.Total, validated.Total, learningRate, best, speed) { TrainingLesionLoss = trained.Lesion, ValidationLesionLoss = validated.Lesion });
        Save(state, best);
    }

    /// <summary>Mean over the first validation batches, each weighted by its number of pixels.</summary>
    private BatchLoss ValidationLoss(TrainingState state, CancellationToken cancellation)
    {
        var source = Source(validation);
        var slices = (int)Math.Min(validation.Count, (long)options.ValidationBatches * options.BatchSize);
        var total = new BatchLoss.Accumulator();
        using var whole = CreateBatch();
        for (var first = 0; first < slices; first += options.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(options.BatchSize, slices - first);
            using var rest = count == options.BatchSize ? null : CreateBatch(count);
            var batch = rest ?? whole;
            source.FillValidation(first, batch);
            total.Add(TrainingStep.Validate(state, batch, options, runtime), count);
        }

        var mean = total.ToMean();
        return double.IsFinite(mean.Total)
            ? mean
            : throw new BrainDaeException(FailureKind.TrainingDiverged, $"Training stopped: the validation loss after epoch {state.Progress.EpochsDone} is {mean.Total}. The last good checkpoint is kept; lower {new OptionName("LearningRate")} or check the data for extreme intensities.");
    }

    /// <summary>
    /// The model first, then the checkpoint to resume from: an interruption in between repeats the epoch and writes
    /// the same model again.
    /// </summary>
    private void Save(TrainingState state, bool best)
    {
        var manifest = new CheckpointManifest
        {
            Software = SoftwareVersion.Text,
            Options = options,
            Modalities = store.Manifest.Modalities,
            Data = data,
            Progress = state.Progress,
            Compute = new(runtime.Device.ToString(), runtime.Threads),
        };
        if (best)
        {
            Checkpoint.Write(folder.Model, manifest, state.Model);
        }

        Checkpoint.Write(folder.Last, manifest, state.Network, state.Optimizer, state.Average);
    }

    private BatchSource Source(SliceSet slices) => new(slices, options, size);

    private TrainingBatch CreateBatch() => CreateBatch(options.BatchSize);

    private TrainingBatch CreateBatch(int slices) => new(slices, options.Network.Channels, options.WindowWithin(size), options.Network.LesionOutput, options.Network.Neighbors);
}
