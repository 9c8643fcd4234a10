namespace BrainDae.TestData;

/// <summary>Takes reports at once, on the thread that makes them.</summary>
public sealed class Heard<T>(Action<T> take) : IProgress<T>
{
    public void Report(T value) => take(value);
}
