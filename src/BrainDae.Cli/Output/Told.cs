namespace BrainDae.Cli.Output;

/// <summary>Tells of progress at once and on the thread that reports it, so that no line comes after the end of the work.</summary>
/// <param name="tell">What is done with each report.</param>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
