namespace BrainDae.Torch.Runtime;

/// <summary>
/// What a program allows <see cref="TorchRuntime"/> to change for the whole process. By default nothing: libtorch keeps
/// its allocator and its threads, the C library its settings, and running out of memory is an exception.
/// </summary>
public sealed record TorchRuntimeOptions
{
    /// <summary>
    /// Threads inside one tensor operation, for the whole process; 0 means one for each processor that this process may
    /// use. Null, the default, leaves the number that libtorch chose.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Keeps the memory of CPU tensors when they are freed, up to 1.25 times the most that was in use, and gives it out
    /// again: training and scoring allocate the same sizes over and over, and fresh pages cost more than the arithmetic
    /// on them. Default false. Takes effect on 64-bit x86 Linux alone, for the rest of the process: libtorch's CPU
    /// allocator is replaced, glibc is told to keep freed pages (mallopt), and a process that runs out of memory for a
    /// tensor ends at once (<see cref="Environment.FailFast(string)"/>) instead of throwing.
    /// The environment variable BRAINDAE_ALLOCATOR=system keeps libtorch's allocator all the same.
    /// </summary>
    public bool CacheMemory { get; init; }

    /// <summary>
    /// Lets processes of this user that ask for it take turns on the processors, a batch each: libtorch's threads spin while
    /// they wait, so two processes at once slow each other eight-fold. Default false. On Linux, and on the CPU, alone.
    /// </summary>
    public bool TakeTurns { get; init; }

    /// <summary>
    /// Called where <see cref="CacheMemory"/> finds no memory for a tensor, just before the process ends: a program may
    /// end it in its own way, but cannot go on. Null, the default, for <see cref="Environment.FailFast(string)"/>.
    /// </summary>
    public Action? OutOfMemory { get; init; }
}
