using BrainDae.Cli.Ending;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Sessions;

/// <summary>libtorch as this program wants it: the process is ours alone, so tensor memory is kept and threads are set.</summary>
internal static class ProgramRuntime
{
    /// <summary>Loads libtorch.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads of one tensor operation; 0 means one for each processor.</param>
    public static TorchRuntime Start(ComputeDevice device, int threads = 0) =>
        TorchRuntime.Start(device, new() { Threads = threads, CacheMemory = true, TakeTurns = true, OutOfMemory = MemoryShortage.End });
}
