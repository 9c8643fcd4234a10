using System.CommandLine;
using System.CommandLine.Invocation;
using BrainDae.Files;

namespace BrainDae.Cli;

/// <summary>Answers --version with the version that is stored in every result.</summary>
internal sealed class ProductVersion : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<VersionOption>())
        {
            option.Action = new ProductVersion();
        }
    }

    /// <summary>Whoever asks need not give required flags.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(SoftwareVersion.Text);
        return 0;
    }
}
