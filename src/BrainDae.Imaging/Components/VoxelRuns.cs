using System.Runtime.CompilerServices;
using BrainDae.Imaging.Grids;

namespace BrainDae.Imaging.Components;

/// <summary>
/// The rows of a mask as runs of foreground voxels, joined to components by union-find. Time is linear in the number of
/// voxels; memory is three integers a run and one a row.
/// </summary>
internal sealed class VoxelRuns
{
    private readonly GridShape shape;
    private readonly int[] firstOfRow;
    private readonly List<int> starts = [];
    private readonly List<int> ends = [];
    private int[] parents = [];

    private VoxelRuns(GridShape shape)
    {
        this.shape = shape;
        firstOfRow = new int[shape.Slices * shape.Rows + 1];
    }

    /// <summary>Number of runs, in C order of their voxels.</summary>
    public int Count => starts.Count;

    /// <summary>Finds and joins the runs of a mask (0 is background).</summary>
    public static VoxelRuns Of(ReadOnlySpan<byte> mask, GridShape shape, Connectivity connectivity)
    {
        if (!Enum.IsDefined(connectivity))
        {
            throw new ArgumentOutOfRangeException(nameof(connectivity), connectivity, "Not a connectivity.");
        }

        var runs = new VoxelRuns(shape);
        runs.Find(mask);
        runs.Join(connectivity);
        return runs;
    }

    /// <summary>Index of a run's first voxel.</summary>
    public int Start(int run) => starts[run];

    /// <summary>Number of voxels of a run.</summary>
    public int Length(int run) => ends[run] - starts[run];

    /// <summary>The first run of the component that holds <paramref name="run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Root(int run)
    {
        while (parents[run] != run)
        {
            parents[run] = parents[parents[run]];
            run = parents[run];
        }

        return run;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(ReadOnlySpan<byte> mask)
    {
        for (var row = 0; row < firstOfRow.Length - 1; row++)
        {
            firstOfRow[row] = starts.Count;
            var (offset, end) = (row * shape.Columns, (row + 1) * shape.Columns);
            while (offset < end)
            {
                var skipped = mask[offset..end].IndexOfAnyExcept((byte)0);
                if (skipped < 0)
                {
                    break;
                }

                var start = offset + skipped;
                var length = mask[start..end].IndexOf((byte)0);
                offset = length < 0 ? end : start + length;
                starts.Add(start);
                ends.Add(offset);
            }
        }

        firstOfRow[^1] = starts.Count;
    }

    private void Join(Connectivity connectivity)
    {
        parents = new int[starts.Count];
        for (var run = 0; run < parents.Length; run++)
        {
            parents[run] = run;
        }

        // How far along a row a neighbour may lie: in rows that share a face with this one, in rows that share an edge
        // (-1: not at all).
        var (face, edge) = connectivity switch
        {
            Connectivity.Six => (0, -1),
            Connectivity.Eighteen => (1, 0),
            _ => (1, 1),
        };
        for (var row = 0; row < firstOfRow.Length - 1; row++)
        {
            var (hasAbove, hasBelow, hasPrevious) = (row % shape.Rows > 0, row % shape.Rows < shape.Rows - 1, row >= shape.Rows);
            Join(row, row - 1, hasAbove ? face : -1);
            Join(row, row - shape.Rows - 1, hasAbove && hasPrevious ? edge : -1);
            Join(row, row - shape.Rows, hasPrevious ? face : -1);
            Join(row, row - shape.Rows + 1, hasBelow && hasPrevious ? edge : -1);
        }
    }

    /// <summary>Joins the runs of two rows that come within <paramref name="reach"/> columns of overlapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(int row, int other, int reach)
    {
        if (reach < 0)
        {
            return;
        }

        var (a, endOfRow) = (firstOfRow[row], firstOfRow[row + 1]);
        var (b, endOfOther) = (firstOfRow[other], firstOfRow[other + 1]);
        var shift = (row - other) * shape.Columns;
        while (a < endOfRow && b < endOfOther)
        {
            var (start, end) = (starts[b] + shift, ends[b] + shift);
            if (starts[a] < end + reach && start < ends[a] + reach)
            {
                Union(a, b);
            }

            // Runs are at least one voxel apart, so the one that ends first can touch no later one of the other row.
            if (ends[a] < end)
            {
                a++;
            }
            else
            {
                b++;
            }
        }
    }

    private void Union(int a, int b)
    {
        var (first, second) = (Root(a), Root(b));
        if (first < second)
        {
            parents[second] = first;
        }
        else
        {
            parents[first] = second;
        }
    }
}
