using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BrainDae.TestData;

/// <summary>Keeps what is logged as "level: message", from any thread.</summary>
public sealed class HeardLog : ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    public IEnumerable<string> Lines => lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
