using System.Runtime.InteropServices;
using BrainDae.Learning.Runtime.Memory;

namespace BrainDae.Learning.Tests.Runtime.Memory;

public sealed class BlockCacheTests
{
    private readonly BlockCache cache = new(retainedLimit: 1 << 20);

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
    public void New_sizes_push_out_old_ones_beyond_the_limit()
    {
        var blocks = Enumerable.Range(0, 8).Select(_ => cache.Rent(400_000)).ToArray();
        foreach (var block in blocks)
        {
            cache.Return(block);
        }

        var retained = cache.Retained;
        var other = cache.Rent(900_000);

        Assert.True(retained > 1 << 20);
        Assert.InRange(cache.Retained, 0, 1 << 20);
        cache.Return(other);
        cache.Trim(0);
        Assert.Equal(0, cache.Retained);
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
