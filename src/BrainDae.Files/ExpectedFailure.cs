using System.Runtime.ExceptionServices;

namespace BrainDae.Files;

/// <summary>Expected failures of work on several threads.</summary>
public static class ExpectedFailure
{
    /// <summary>
    /// Runs work on several threads. Where the threads fail, one expected failure among theirs stands for all: a full
    /// disk fails every patient under way, and the user needs to read it once.
    /// </summary>
    /// <param name="work">Such as a parallel loop.</param>
    /// <exception cref="BrainDaeException">A thread failed with one.</exception>
    /// <exception cref="AggregateException">Threads failed, and none as expected.</exception>
    public static void OfMany(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            work();
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<BrainDaeException>().FirstOrDefault() is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
