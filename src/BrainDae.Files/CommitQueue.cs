using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace BrainDae.Files;

/// <summary>
/// Commits written files one after another, so that whoever wrote one goes on with the next instead of waiting for the
/// disk. Disposing waits for the files at hand; <see cref="Complete"/> also tells how it went.
/// </summary>
public sealed class CommitQueue : IDisposable
{
    private readonly BlockingCollection<(PendingFile File, Action Committed)> waiting;
    private readonly Task committing;
    private volatile Exception? failure;

    /// <summary>Starts with no file.</summary>
    /// <param name="capacity">Files that may wait; adding more waits for the disk.</param>
    public CommitQueue(int capacity)
    {
        waiting = new(capacity);
        committing = Task.Factory.StartNew(CommitAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Takes a file over.</summary>
    /// <param name="file">Disposed by the queue.</param>
    /// <param name="committed">Called from another thread when the file has its name.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: an earlier file could not be committed, so this one is discarded too.</exception>
    public void Add(PendingFile file, Action committed)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(committed);
        if (failure is not null)
        {
            file.Dispose();
            RethrowFailure();
        }

        waiting.Add((file, committed));
    }

    /// <summary>Waits until every file has its name.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>: one could not be committed; those after it were discarded.</exception>
    public void Complete()
    {
        Finish();
        RethrowFailure();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finish();
        waiting.Dispose();
    }

    private void Finish()
    {
        waiting.CompleteAdding();
        committing.Wait();
    }

    private void RethrowFailure()
    {
        if (failure is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private void CommitAll()
    {
        foreach (var (file, committed) in waiting.GetConsumingEnumerable())
        {
            using (file)
            {
                if (failure is not null)
                {
                    continue;
                }

                try
                {
                    file.Commit();
                    committed();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            }
        }
    }
}
