namespace BrainDae.Torch.Training;

/// <summary>Prepares the next training batch while the network computes on the current one.</summary>
internal sealed class BatchPipeline : IDisposable
{
    private readonly BatchSource source;
    private readonly TrainingBatch[] buffers;
    private Task<TrainingBatch> next;

    /// <param name="source">Fills the batches.</param>
    /// <param name="firstIteration">The first batch that <see cref="Take"/> gives.</param>
    /// <param name="createBuffer">Allocates one batch; called twice.</param>
    public BatchPipeline(BatchSource source, long firstIteration, Func<TrainingBatch> createBuffer)
    {
        this.source = source;
        buffers = [createBuffer(), createBuffer()];
        next = Prepare(firstIteration);
    }

    /// <summary>The batch of an iteration, valid until the next call; iterations rise by one.</summary>
    public TrainingBatch Take(long iteration)
    {
        var current = next.GetAwaiter().GetResult();
        next = Prepare(iteration + 1);
        return current;
    }

    public void Dispose()
    {
        // A fault of a batch that nobody takes concerns nobody; its buffer must still be out of use.
        Task.WhenAny(next).Wait();
        foreach (var buffer in buffers)
        {
            buffer.Dispose();
        }
    }

    private Task<TrainingBatch> Prepare(long iteration) => Task.Run(() =>
    {
        var buffer = buffers[iteration % 2];
        source.FillTraining(iteration, buffer);
        return buffer;
    });
}
