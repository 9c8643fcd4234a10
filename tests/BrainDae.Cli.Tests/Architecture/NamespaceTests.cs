using System.Collections.Immutable;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>Data flows one way: no project and no namespace refers to a later one, the command line included.</summary>
public sealed class NamespaceTests
{
    private const int MostFilesInFolder = 20;

    /// <summary>The projects in the order in which a datum walks, and the namespaces of each; a namespace may refer to those before it alone.</summary>
    private static readonly (string Project, string[] Namespaces)[] Stages =
    [
        ("BrainDae.Files", [""]),
        ("BrainDae.Nifti", [".Volumes", ".Format", ""]),
        ("BrainDae.Imaging", [".Grids", ".Components", ".Masks", ".Distances", ".Filters", ".Randomness", ".Resampling", ".Statistics"]),
        ("BrainDae.Pictures", [""]),
        ("BrainDae.Metrics", [".Pixels", ".Intervals", ".Lesions", ".Surfaces", ".Volumes"]),
        ("BrainDae.Data", [".Cohorts", ".Cohorts.Layouts", ".Formats", ".Formats.NumPy", ".Formats.PyTorch", ".Slices", ".Splits", ".Preprocessing", ".Imports", ".NativeSpace"]),
        ("BrainDae.Phantom", [".Anatomy", ".Tumours", ".Scanner", ""]),
        ("BrainDae.Method", [".Kinds", ".Corruption", ".Network", ".Scores", ".Config", ".Scoring", ".Plausibility", ".Calibration", ".Models", ".TrainingLog"]),
        ("BrainDae.Torch", [".Runtime.Memory", ".Runtime.Native", ".Runtime", ".Network.Normalization", ".Network", ".Optimization", ".Checkpoints", ".Inference", ".Training"]),
        ("BrainDae.Onnx", [".Format", ".Graphs", ""]),
        ("BrainDae.Evaluation", [".Figures", ".Results", ".Scratch", ""]),
        ("BrainDae.Prediction", [".Lesions", ""]),
        ("BrainDae.Report", [".Html", ""]),
        ("BrainDae.Cli", [".Options", ".Output", ".Ending", ".Sessions", ".Demo", ".Verification", ".Description", ".Commands", ""]),
    ];

    public static TheoryData<string> Projects => [.. Stages.Select(stage => stage.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespace_refers_to_a_later_stage(string project)
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");
        string[] order = [.. Stages.SelectMany(stage => stage.Namespaces.Select(name => stage.Project + name))];
        string[] own = [.. Stages.Single(stage => stage.Project == project).Namespaces.Select(name => project + name)];
        var graph = SourceNamespaces.Of(project);

        Assert.Equal(own.Order(StringComparer.Ordinal), graph.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(graph.SelectMany(from => from.Value.Where(to => Array.IndexOf(order, to) >= Array.IndexOf(order, from.Key)).Select(to => $"{from.Key} > {to}")));
        Assert.Empty(graph.Values.SelectMany(targets => targets).Except(order));
    }

    [Fact]
    public void Every_project_has_its_stage()
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");

        Assert.Equal(Stages.Select(stage => stage.Project).Order(StringComparer.Ordinal), SourceNamespaces.Projects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_folder_has_more_files_than_one_can_look_over()
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");

        Assert.DoesNotContain(SourceNamespaces.FilesByFolder, folder => folder.Value > MostFilesInFolder);
    }

    [Fact]
    public void Circle_is_found_and_named()
    {
        var graph = new Dictionary<string, string[]> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["D", "B"], ["D"] = [] }
            .ToImmutableSortedDictionary(p => p.Key, p => p.Value.ToImmutableSortedSet());

        Assert.Equal("B > C > B", SourceNamespaces.Cycle(graph));
        Assert.Null(SourceNamespaces.Cycle(graph.SetItem("C", ["D"])));
    }
}
