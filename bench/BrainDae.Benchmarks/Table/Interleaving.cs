using System.Collections.Immutable;
using BrainDae.Benchmarks.Workers;

namespace BrainDae.Benchmarks.Table;

/// <summary>Measures contenders in turn (A B C A B C ...), so that whatever disturbs the machine disturbs all of them.</summary>
internal static class Interleaving
{
    // OpenMP threads spin for up to 0.2 s after their last work; they must sleep before another process is measured.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <summary>Samples of each contender, in the order of the contenders and of the rounds; the first round is left out.</summary>
    public static ImmutableArray<ImmutableArray<Sample>> Run(IReadOnlyList<Contender> contenders, int rounds)
    {
        var workers = new List<WorkerProcess>();
        try
        {
            workers.AddRange(contenders.Select(c => new WorkerProcess(c.Workload, c.Settings)));
            var samples = contenders.Select(_ => ImmutableArray.CreateBuilder<Sample>()).ToArray();
            for (var round = 0; round <= rounds; round++)
            {
                for (var i = 0; i < workers.Count; i++)
                {
                    Thread.Sleep(Settling);
                    var sample = workers[i].Run();
                    if (round > 0)
                    {
                        samples[i].Add(sample);
                    }
                }
            }

            return [.. samples.Select(s => s.ToImmutable())];
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }
}
