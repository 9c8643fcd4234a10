using System.Collections.Concurrent;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Runtime;

public sealed class NativeThreadsTests
{
    public NativeThreadsTests() => _ = GoldenNetwork.Runtime;

    [Fact]
    public void Found_on_Linux_and_only_there() => Assert.Equal(OperatingSystem.IsLinux(), NativeThreads.Found);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_piece_is_done_once_by_no_more_threads_than_asked_for(int threads)
    {
        WithThreads(threads, () =>
        {
            ConcurrentBag<(int Piece, int Thread)> done = [];

            NativeThreads.For(200, i =>
            {
                done.Add((i, Environment.CurrentManagedThreadId));
                Thread.Sleep(i % 20 == 0 ? 1 : 0);
            });

            Assert.Equal(Enumerable.Range(0, 200), done.Select(d => d.Piece).Order());
            Assert.InRange(done.Select(d => d.Thread).Distinct().Count(), 1, threads);
        });
    }

    [Fact]
    public void Failure_of_a_piece_reaches_the_caller() => WithThreads(2, () =>
        Assert.Throws<InvalidOperationException>(() => NativeThreads.For(50, i => throw new InvalidOperationException())));

    [Fact]
    public void Threads_may_collect_garbage_and_come_back_to_libtorch() => WithThreads(2, () =>
    {
        var collections = GC.CollectionCount(2);
        for (var i = 0; i < 10_000 && (i < 20 || GC.CollectionCount(2) < collections + 3); i++)
        {
            NativeThreads.For(8, _ => GC.KeepAlive(new byte[200_000]));
            using var product = ones(64, 64).matmul(ones(64, 64));
            Assert.Equal(64, product[0, 0].item<float>());
        }
    });

    private static void WithThreads(int threads, Action work)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            work();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
