using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace BrainDae.Report.Html;

/// <summary>The hand-written files that the page is made of; they lie beside this class and are embedded in the library.</summary>
internal static class PageTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>The style sheet.</summary>
    public static string Styles { get; } = Read("report.css");

    /// <summary>The program of the page.</summary>
    public static string Script { get; } = Read("report.js");

    /// <summary>
    /// What the page may load, as a Content-Security-Policy: pictures inside the file, and the one style sheet and the
    /// one program whose hashes it names. Nothing from any network, and no script that a name might smuggle in.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; img-src data:; style-src 'sha256-{Hash(Styles)}'; script-src 'sha256-{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the template with each {{slot}} filled.</summary>
    /// <param name="output">Receives the page.</param>
    /// <param name="fill">Writes what belongs into the slot of a name.</param>
    public static void Write(TextWriter output, Action<string> fill)
    {
        var rest = Read("report.html").AsSpan();
        for (int start; (start = rest.IndexOf(Open)) >= 0;)
        {
            output.Write(rest[..start]);
            var length = rest[start..].IndexOf(Close);
            fill(rest.Slice(start + Open.Length, length - Open.Length).ToString());
            rest = rest[(start + length + Close.Length)..];
        }

        output.Write(rest);
    }

    // A browser hashes what it parsed, in which every line ends with a line feed alone.
    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(PageTemplate).Namespace}.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
