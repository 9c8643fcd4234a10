using System.Runtime.InteropServices;
using BrainDae.Torch.Runtime.Memory;

namespace BrainDae.Torch.Tests.Runtime.Memory;

public sealed class BlockCacheTests
{
    private readonly BlockCache cache = new(smallestBound: 1 << 20);

    [Fact]
    public void Every_size_gets_the_smallest_class_that_holds_it_with_a_quarter_lost_at_most()
    {
        foreach (var bytes in Enumerable.Range(1, 5000).Select(n => (long)n).Concat([(1L << 31) - 1, 1L << 31, (1L << 31) + 1, 3L << 40]))
        {
            var index = BlockCache.ClassOf((nuint)bytes);
            Assert.InRange(bytes, 1, BlockCache.SizeOf(index));
            if (bytes > BlockCache.Alignment)
            {
                Assert.InRange(bytes, BlockCache.SizeOf(index - 1) + 1, BlockCache.SizeOf(index));
                Assert.InRange(BlockCache.SizeOf(index), bytes, bytes * 1.25);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(10_000_000)]
    public void Block_is_aligned_writable_and_given_again(int bytes)
    {
        var block = cache.Rent((nuint)bytes);
        Assert.Equal(0, block % BlockCache.Alignment);
        Marshal.WriteByte(block, 1);
        Marshal.WriteByte(block + bytes - 1, 2);

        cache.Return(block);

        Assert.Equal(block, cache.Rent((nuint)bytes));
        Assert.Equal(1, cache.Fresh);
        cache.Return(block);
        cache.Trim(0);
        Assert.Equal((0L, 0L), (cache.InUse, cache.Retained));
    }

    [Fact]
    public void Request_takes_the_smallest_free_block_up_to_twice_its_size()
    {
        nint[] blocks = [cache.Rent(2000), cache.Rent(1500), cache.Rent(3000)];
        Array.ForEach(blocks, cache.Return);

        var nearest = cache.Rent(1100);
        var twice = cache.Rent(1024);
        var tooSmallForTheRest = cache.Rent(1025);

        Assert.Equal((blocks[1], blocks[0]), (nearest, twice));
        Assert.DoesNotContain(tooSmallForTheRest, blocks);
        Assert.Equal(4, cache.Fresh);
    }

    [Fact]
    public void New_sizes_push_out_old_ones_beyond_the_bound()
    {
        var blocks = Enumerable.Range(0, 8).Select(_ => cache.Rent(400_000)).ToArray();
        var most = cache.InUse;
        Array.ForEach(blocks, cache.Return);
        Assert.Equal(most, cache.Retained);

        var other = cache.Rent(900_000);

        Assert.InRange(cache.Retained, most / 2, most);
        Assert.InRange(cache.Retained + cache.InUse, 0, (long)(most * BlockCache.Slack));
        var huge = cache.Rent((nuint)most);
        Assert.InRange(cache.Retained + cache.InUse, 0, (long)(cache.InUse * BlockCache.Slack));
        cache.Return(other);
        cache.Return(huge);
        cache.Trim(0);
        Assert.Equal((0L, 0L), (cache.InUse, cache.Retained));
    }

    [Fact]
    public void Small_use_may_keep_up_to_the_smallest_bound()
    {
        cache.Return(cache.Rent(200_000));
        cache.Return(cache.Rent(500_000));
        Assert.InRange(cache.Retained, 700_000, 1 << 20);
        cache.Return(cache.Rent(80_000));
        Assert.Equal(3, cache.Fresh);
        cache.Trim(0);
    }

    [Fact]
    public void Absurd_sizes_are_refused_and_change_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Rent(nuint.MaxValue));
        Assert.Throws<OutOfMemoryException>(() => cache.Rent((nuint)1 << 59));
        Assert.Equal((0L, 0L), (cache.InUse, cache.Retained));
    }

    [Fact]
    public void Threads_never_share_a_block()
    {
        Parallel.For(0, 64, worker =>
        {
            for (var i = 0; i < 500; i++)
            {
                var block = cache.Rent(256);
                Marshal.WriteInt64(block, worker);
                Assert.Equal(worker, Marshal.ReadInt64(block));
                cache.Return(block);
            }
        });

        Assert.Equal(0, cache.InUse);
        cache.Trim(0);
    }
}
