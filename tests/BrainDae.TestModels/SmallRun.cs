using BrainDae.Data.Splits;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Method.TrainingLog;
using BrainDae.TestData;
using BrainDae.Torch.Training;

namespace BrainDae.TestModels;

/// <summary>Runs of seconds: a tiny network on <see cref="SmallCohort"/>, with its JSON log.</summary>
public sealed class SmallRun(SmallCohort cohort) : IDisposable
{
    private static readonly Lazy<TemporaryFolder> OneEpoch = new(() => TemporaryFolder.Shared(TrainOneEpoch));

    private readonly TemporaryFolder folder = new();

    /// <summary>Three iterations an epoch but two batches a pass, so that epochs and passes are out of step.</summary>
    public static TrainingOptions Options { get; } = new()
    {
        Network = new UNetOptions { BaseChannels = 2, Depth = 3 },
        Corruption = new CoarseNoiseOptions { Resolution = 8 },
        BatchSize = 4,
        Epochs = 4,
        IterationsPerEpoch = 3,
        LearningRate = 1e-3,
        CosinePeriod = 5,
        ValidationBatches = 2,
        Precision = TestPrecision.Usual,
    };

    public ModelFolder Model => ModelFolder.Of(folder.Path, "small");

    public TrainingProgress Train(
        TrainingOptions? options = null, bool resume = false, CohortSplit? split = null, ITrainingListener? follower = null, CancellationTokenSource? stop = null, bool anonymous = false)
    {
        var listeners = new TrainingListeners(new JsonLinesLog(Model.Log), follower ?? new Follower());
        return new Trainer(options ?? Options, cohort.Store, split ?? cohort.Split, Model, GoldenNetwork.Runtime, listeners, anonymous).Run(resume, stop?.Token ?? CancellationToken.None);
    }

    /// <summary>A copy of what one epoch on the usual patients gives, which is trained only once.</summary>
    public void CopyOneEpoch() => TemporaryFolder.Copy(OneEpoch.Value["run"], folder.Path);

    /// <summary>Trains until an iteration or an epoch has been reported, and is cancelled there.</summary>
    /// <exception cref="OperationCanceledException">The moment came.</exception>
    public void TrainUntil(TrainingOptions? options = null, long? iteration = null, int? epoch = null)
    {
        using var stop = new CancellationTokenSource();
        Train(options, follower: new Follower(report => StopIf(report.Iteration == iteration), report => StopIf(report.Epoch == epoch)), stop: stop);

        void StopIf(bool now)
        {
            if (now)
            {
                stop.Cancel();
            }
        }
    }

    public void Dispose() => folder.Dispose();

    private static void TrainOneEpoch(TemporaryFolder to)
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        run.Train(Options with { Epochs = 1 });
        TemporaryFolder.Copy(run.folder.Path, to["run"]);
    }
}

/// <summary>Calls back.</summary>
public sealed class Follower(Action<IterationReport>? iteration = null, Action<EpochReport>? epoch = null, Action<TrainingPlan>? started = null) : ITrainingListener
{
    public void Started(TrainingPlan plan) => started?.Invoke(plan);

    public void IterationDone(IterationReport report) => iteration?.Invoke(report);

    public void EpochDone(EpochReport report) => epoch?.Invoke(report);
}
