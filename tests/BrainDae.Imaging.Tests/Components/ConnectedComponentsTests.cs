using BrainDae.Imaging.Components;
using BrainDae.Imaging.Grids;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Imaging.Tests.Components;

public class ConnectedComponentsTests
{
    [Fact]
    public void Components_that_reach_the_peak_somewhere_stay_whole_and_others_go()
    {
        var shape = new GridShape(2, 3, 8);
        byte[] mask = new byte[48];
        var scores = new float[48];
        int[] strong = [0, 1, 9, 26];
        int[] weak = [5, 6, 7];
        foreach (var i in strong.Concat(weak))
        {
            (mask[i], scores[i]) = (1, 1);
        }

        (scores[26], scores[6], scores[20]) = (2, 1.9f, 9);

        ConnectedComponents.RemoveWeak(mask, scores, shape, leastPeak: 2);

        Assert.Equal(strong, Enumerable.Range(0, 48).Where(i => mask[i] != 0));
    }

    private static readonly Gen<(byte[] Mask, GridShape Shape, Connectivity Connectivity)> Masks =
        from slices in Gen.Int[1, 7]
        from rows in Gen.Int[1, 9]
        from columns in Gen.Int[1, 13]
        from background in Gen.Int[0, 8]
        from mask in Gen.Int[0, background + 2].Select(i => (byte)Math.Max(i - background, 0)).Array[slices * rows * columns]
        from connectivity in Gen.Enum<Connectivity>()
        select (mask, new GridShape(slices, rows, columns), connectivity);

    [Fact]
    public void Removing_small_components_gives_the_published_result()
    {
        var (input, output) = (Npy.Golden("cc", "input.npy"), Npy.Golden("cc", "output.npy"));
        const int Voxels = 24 * 40 * 40;
        for (var volume = 0; volume < input.Shape[0]; volume++)
        {
            var mask = Array.ConvertAll(input.Values, v => (byte)v).AsSpan(volume * Voxels, Voxels);
            var kept = new byte[Voxels];
            var removed = ConnectedComponents.RemoveSmall(mask, kept, new(24, 40, 40));

            Assert.Equal(Array.ConvertAll(output.Values, v => (byte)v)[(volume * Voxels)..((volume + 1) * Voxels)], kept);
            Assert.Equal(mask.ToArray().Sum(v => v) - kept.Sum(v => v), removed);
            Assert.NotEqual(0, removed);
        }
    }

    [Fact]
    public void Labels_and_sizes_are_those_of_a_flood_fill() => Masks.Sample((mask, shape, connectivity) =>
    {
        var (labels, sizes) = FloodFill(mask, shape, connectivity);
        var found = ConnectedComponents.Label(mask, shape, connectivity);
        return found.Labels.Span.SequenceEqual(labels) && found.Sizes.SequenceEqual(sizes);
    });

    [Fact]
    public void Only_components_above_the_size_are_kept() => (from m in Masks from s in Gen.Int[0, 25] select (m, s)).Sample((m, maximumSize) =>
    {
        var found = ConnectedComponents.Label(m.Mask, m.Shape, m.Connectivity);
        var kept = m.Mask.ToArray();
        ConnectedComponents.RemoveSmall(kept, kept, m.Shape, maximumSize, m.Connectivity);
        return kept.SequenceEqual(found.Labels.ToArray().Select(l => l > 0 && found.Sizes[l - 1] > maximumSize ? (byte)1 : (byte)0));
    });

    [Theory]
    [InlineData(Connectivity.Six, 3)]
    [InlineData(Connectivity.Eighteen, 2)]
    [InlineData(Connectivity.TwentySix, 1)]
    public void A_shared_edge_or_corner_joins_only_where_asked_for(Connectivity connectivity, int components)
    {
        // Voxels (0,0,0), (0,1,1), (1,2,2): the first two share an edge, the last two a corner.
        var mask = new byte[2 * 3 * 3];
        (mask[0], mask[4], mask[17]) = (1, 1, 1);

        Assert.Equal(components, ConnectedComponents.Label(mask, new(2, 3, 3), connectivity).Count);
    }

    [Fact]
    public void The_end_of_a_row_does_not_touch_the_start_of_the_next() =>
        Assert.Equal([1, 1], ConnectedComponents.Label([0, 0, 1, 1, 0, 0], new(1, 2, 3)).Sizes);

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 21)]
    public void Twenty_voxels_are_removed_and_twenty_one_stay(int voxels, int kept)
    {
        var mask = new byte[30];
        mask.AsSpan(0, voxels).Fill(1);
        ConnectedComponents.RemoveSmall(mask, mask, new(1, 1, 30));

        Assert.Equal(kept, mask.Sum(v => v));
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_refused() =>
        Assert.Throws<ArgumentException>(() => ConnectedComponents.Label(new byte[8], new(2, 2, 3)));

    private static (int[] Labels, List<int> Sizes) FloodFill(byte[] mask, GridShape shape, Connectivity connectivity)
    {
        var reach = connectivity switch { Connectivity.Six => 1, Connectivity.Eighteen => 2, _ => 3 };
        var (labels, sizes, queue) = (new int[mask.Length], new List<int>(), new Queue<int>());
        for (var seed = 0; seed < mask.Length; seed++)
        {
            if (mask[seed] == 0 || labels[seed] != 0)
            {
                continue;
            }

            sizes.Add(0);
            labels[seed] = sizes.Count;
            queue.Enqueue(seed);
            while (queue.TryDequeue(out var voxel))
            {
                sizes[^1]++;
                var (z, y, x) = (voxel / shape.Columns / shape.Rows, voxel / shape.Columns % shape.Rows, voxel % shape.Columns);
                for (var step = 0; step < 27; step++)
                {
                    var (dz, dy, dx) = (step / 9 - 1, step / 3 % 3 - 1, step % 3 - 1);
                    var inside = z + dz >= 0 && z + dz < shape.Slices && y + dy >= 0 && y + dy < shape.Rows && x + dx >= 0 && x + dx < shape.Columns;
                    var next = ((z + dz) * shape.Rows + y + dy) * shape.Columns + x + dx;
                    if (inside && Math.Abs(dz) + Math.Abs(dy) + Math.Abs(dx) <= reach && mask[next] != 0 && labels[next] == 0)
                    {
                        labels[next] = sizes.Count;
                        queue.Enqueue(next);
                    }
                }
            }
        }

        return (labels, sizes);
    }
}
