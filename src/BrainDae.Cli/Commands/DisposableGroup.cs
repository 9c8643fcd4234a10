namespace BrainDae.Cli.Commands;

/// <summary>Several things that are closed together.</summary>
internal sealed class DisposableGroup(IEnumerable<IDisposable> members) : IDisposable
{
    public void Dispose()
    {
        foreach (var member in members)
        {
            member.Dispose();
        }
    }
}
