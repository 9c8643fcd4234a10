using BrainDae.Benchmarks.Workers;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>Training iterations as the product runs them: batches prepared beside the step before.</summary>
internal sealed class Training : IWorkload
{
    private readonly TorchRuntime runtime = TorchRuntime.Start(ComputeDevice.Cpu, new() { Threads = 0, CacheMemory = true });
    private readonly TrainingOptions options;
    private readonly TrainingState state;
    private readonly StoredSlices stored;
    private readonly BatchPipeline pipeline;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly int iterations;
    private long next;

    public Training(Settings settings)
    {
        iterations = settings.Int("iterations");
        options = new() { BatchSize = settings.Int("batch"), Seed = 1, Precision = Enum.Parse<NetworkPrecision>(settings["precision"]) };
        stored = new(settings["data"]);
        state = TrainingState.Fresh(options, runtime);
        pipeline = new(new(stored.Slices, options, 128), 0, () => new(options.BatchSize, 4, options.WindowWithin(128)));
    }

    public double Run()
    {
        var loss = 0.0;
        for (var i = 0; i < iterations; i++, next++)
        {
            loss = TrainingStep.Run(state, pipeline.Take(next), options, next, options.LearningRate, runtime).Loss;
        }

        return loss;
    }

    public void Dispose()
    {
        pipeline.Dispose();
        state.Dispose();
        stored.Dispose();
        scope.Dispose();
    }
}
