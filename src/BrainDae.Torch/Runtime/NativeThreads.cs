using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace BrainDae.Torch.Runtime;

/// <summary>
/// Spreads work over libtorch's own threads. Between two of libtorch's operations these wait for the next by spinning,
/// so that any other thread would share its processor with one of them for some milliseconds.
/// </summary>
/// <remarks>
/// They are asked for through GOMP_parallel, which compilers call for an OpenMP region, where libtorch brings GNU's
/// OpenMP library (Linux); elsewhere the work goes to the thread pool.
/// </remarks>
internal static unsafe class NativeThreads
{
    private static readonly Lazy<nint> ParallelRegion = new(Find);

    /// <summary>Whether libtorch's own threads do the work.</summary>
    public static bool Found => ParallelRegion.Value != 0;

    /// <summary>Calls <paramref name="work"/> with 0 to <paramref name="count"/> - 1 on as many threads as libtorch uses.</summary>
    /// <param name="count">Number of calls.</param>
    /// <param name="work">The work, in any order.</param>
    public static void For(int count, Action<int> work)
    {
        var threads = Math.Min(count, get_num_threads());
        if (threads <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                work(i);
            }
        }
        else if (Found)
        {
            Share(new(count, work), threads);
        }
        else
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
    }

    private static void Share(Region region, int threads)
    {
        var handle = GCHandle.Alloc(region);
        try
        {
            ((delegate* unmanaged<nint, nint, uint, uint, void>)ParallelRegion.Value)((nint)(delegate* unmanaged<nint, void>)&Enter, GCHandle.ToIntPtr(handle), (uint)threads, 0);
        }
        finally
        {
            handle.Free();
        }

        region.Rethrow();
    }

    [UnmanagedCallersOnly]
    private static void Enter(nint handle) => ((Region)GCHandle.FromIntPtr(handle).Target!).Work();

    private static nint Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        const string Maps = "/proc/self/maps";
        var path = File.ReadLines(Maps).Select(line => line[(line.LastIndexOf(' ') + 1)..]).FirstOrDefault(file => Path.GetFileName(file).StartsWith("libgomp", StringComparison.Ordinal));
        return path is not null && NativeLibrary.TryLoad(path, out var library) && NativeLibrary.TryGetExport(library, "GOMP_parallel", out var region) ? region : 0;
    }

    /// <summary>Each thread takes the next piece until none is left. An exception must not cross native frames.</summary>
    private sealed class Region(int count, Action<int> work)
    {
        private int next = -1;
        private Exception? failure;

        public void Work()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    work(i);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }

        public void Rethrow()
        {
            if (failure is { } first)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
            }
        }
    }
}
