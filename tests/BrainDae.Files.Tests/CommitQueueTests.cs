using System.Collections.Concurrent;
using BrainDae.TestData;

namespace BrainDae.Files.Tests;

public sealed class CommitQueueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<int> committed = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_files_have_their_names_when_it_is_complete_and_each_was_told_once()
    {
        using var queue = new CommitQueue(2);
        Parallel.For(0, 40, i => queue.Add(Pending(i), () => committed.Enqueue(i)));

        queue.Complete();

        Assert.Equal(Enumerable.Range(0, 40), committed.Order());
        Assert.Equal(40, Directory.GetFiles(folder.Path).Length);
        Assert.All(committed, i => Assert.Equal($"{i}", File.ReadAllText(Target(i))));
    }

    [Fact]
    public void Disposing_commits_what_was_handed_over()
    {
        using (var queue = new CommitQueue(4))
        {
            queue.Add(Pending(1), () => committed.Enqueue(1));
        }

        Assert.Equal([1], committed);
        Assert.True(File.Exists(Target(1)));
    }

    [Fact]
    public void After_a_failure_nothing_is_committed_and_everyone_hears_of_it()
    {
        Directory.CreateDirectory(Path.Combine(Target(1), "full"));
        using var queue = new CommitQueue(1);
        queue.Add(Pending(0), () => committed.Enqueue(0));
        queue.Add(Pending(1), () => committed.Enqueue(1));

        var first = Assert.Throws<BrainDaeException>(queue.Complete);
        var late = Assert.Throws<BrainDaeException>(() => queue.Add(Pending(2), () => committed.Enqueue(2)));

        Assert.Same(first, late);
        Assert.Equal((FailureKind.OutputNotWritable, true), (first.Kind, first.Message.StartsWith(Target(1), StringComparison.Ordinal)));
        Assert.Equal([0], committed);
        Assert.Equal([Target(0)], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Full_queue_goes_on_after_a_failure_and_discards()
    {
        Directory.CreateDirectory(Path.Combine(Target(0), "full"));
        using var queue = new CommitQueue(1);
        var refused = 0;
        for (var i = 0; i < 20; i++)
        {
            try
            {
                queue.Add(Pending(i), () => committed.Enqueue(i));
            }
            catch (BrainDaeException)
            {
                refused++;
            }
        }

        Assert.Throws<BrainDaeException>(queue.Complete);
        Assert.InRange(refused, 1, 19);
        Assert.Empty(committed);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private string Target(int i) => folder[$"{i}.txt"];

    private PendingFile Pending(int i) => PendingFile.Write(Target(i), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes($"{i}")));
}
