using System.Text;

namespace BrainDae.Cli.Output;

/// <summary>
/// A standard stream that may fail: a full disk behind it must not end hours of work whose results go to files. What
/// cannot be written is lost, and <see cref="Fault"/> says so at the end.
/// </summary>
internal sealed class LossyWriter(TextWriter inner) : TextWriter
{
    /// <summary>Why text was lost; null where none was.</summary>
    public string? Fault { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Fault ??= e.Message.TrimEnd('.');
        }
    }
}
