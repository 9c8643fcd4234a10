using System.Text.RegularExpressions;
using BrainDae.Cli.Ending;
using BrainDae.Cli.Tests.Architecture;
using BrainDae.Cli.Tests.Samples;
using Spectre.Console.Testing;

namespace BrainDae.Cli.Tests.Documents;

/// <summary>What the documents name is there: files, headings, flags, commands, and the programs that they quote.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => new(Paths());

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_somewhere(string document)
    {
        foreach (Match link in Link().Matches(Read(document)))
        {
            var (path, heading) = link.Groups[1].Value.Split('#') is [var p, var h] ? (p, h) : (link.Groups[1].Value, null);
            var target = path.Length == 0 ? Full(document) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Full(document))!, path));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {path}");
            if (heading is not null)
            {
                Assert.True(Headings(target).Contains(heading), $"{document} links to #{heading} of {path}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_flag_that_is_named_exists(string document)
    {
        using var console = new TestConsole();
        var root = BrainDaeApp.CreateRootCommand(console);
        var known = root.Subcommands.SelectMany(command => command.Options).Concat(root.Options).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet(StringComparer.Ordinal);
        var named = Read(document).Split('\n')
            .Where(line => !OfOtherPrograms().IsMatch(line))
            .SelectMany(line => LongFlag().Matches(line))
            .Select(match => match.Value).Distinct();
        Assert.All(named, flag => Assert.True(known.Contains(flag), $"{document} names {flag}"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_line_in_a_block_is_understood(string document)
    {
        using var console = new TestConsole();
        var root = BrainDaeApp.CreateRootCommand(console);
        var lines = Block().Matches(Read(document)).SelectMany(block => block.Groups[1].Value.Split('\n')).Where(line => line.StartsWith("braindae ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Empty(root.Parse(line.Split('#')[0]["braindae ".Length..]).Errors));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_program_that_is_quoted_is_a_sample_as_it_stands(string document)
    {
        var samples = Directory.GetFiles(Full("samples"), "Program.cs", SearchOption.AllDirectories).Select(path => File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd());
        Assert.All(CSharp().Matches(Read(document)), quoted => Assert.Contains(quoted.Groups[1].Value.TrimEnd(), samples));
    }

    [Fact]
    public void There_are_documents_and_they_quote_every_sample()
    {
        Assert.SkipUnless(DotNet.Repository is not null, "the sources are not beside the tests");
        var all = string.Concat(Paths().Select(Read));
        Assert.All(
            Directory.GetFiles(Full("samples"), "Program.cs", SearchOption.AllDirectories),
            path => Assert.Contains($"```csharp\n{File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd()}\n```", all, StringComparison.Ordinal));
        Assert.Contains("docs/tutorial.md", Paths());
    }

    [Fact]
    public void Every_document_is_named_in_the_index_of_its_folder()
    {
        Assert.SkipUnless(DotNet.Repository is not null, "the sources are not beside the tests");
        var index = Read("docs/README.md");
        Assert.All(Paths().Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md"), path => Assert.Contains($"({path["docs/".Length..]})", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_exit_code_is_explained()
    {
        var rows = Read("docs/reference/exit-codes.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());
        Assert.Equal(Enum.GetValues<ExitCode>().Select(code => $"{(int)code}"), rows.Skip(1));
    }

    /// <summary>README, what lies under docs, and the other documents at the root, relative to it; none where there are no sources.</summary>
    private static string[] Paths() => DotNet.Repository is not { } root ? ["README.md"] :
    [
        .. Directory.GetFiles(root, "*.md").Concat(Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)).Append(Path.Combine(root, "bench", "README.md"))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    private static string Full(string path)
    {
        Assert.SkipUnless(DotNet.Repository is not null, "the sources are not beside the tests");
        return Path.Combine(SourceFiles.Root(), path);
    }

    private static string Read(string path) => File.ReadAllText(Full(path)).ReplaceLineEndings("\n");

    /// <summary>Headings as GitHub links to them.</summary>
    private static HashSet<string> Headings(string path) =>
        [.. File.ReadLines(path).Where(line => line.StartsWith('#')).Select(line => NotInLinks().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9_-]+")]
    private static partial Regex LongFlag();

    [GeneratedRegex(@"dotnet |\.csproj|tensorboard|experiments |nuget|^Rows for|^- |--(?:out|scans|quick|rounds|only|patients|seeds)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OfOtherPrograms();

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInLinks();
}
