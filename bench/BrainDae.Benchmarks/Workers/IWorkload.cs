namespace BrainDae.Benchmarks.Workers;

/// <summary>Work that is measured again and again in a process of its own. The constructor prepares and is not measured.</summary>
internal interface IWorkload : IDisposable
{
    /// <summary>Does the work once.</summary>
    /// <returns>A number that depends on the result, by which two ways of doing the same work are compared.</returns>
    double Run();

    /// <summary>How much of the work that it stands for one run does; the measured time is divided by it. Default 1.</summary>
    double Share => 1;

    void IDisposable.Dispose()
    {
    }
}
