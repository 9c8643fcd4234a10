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
        ("BrainDae.Method", [".Kinds", ".Augmentation", ".Corruption", ".Corruption.Painting", ".Network", ".BiasFields", ".Scores", ".Config", ".Scoring", ".Plausibility", ".Calibration", ".Models", ".TrainingLog"]),
        ("BrainDae.Torch", [".Runtime.Memory", ".Runtime.Native", ".Runtime", ".Network.Normalization", ".Network", ".Optimization", ".Checkpoints", ".Inference", ".Training"]),
        ("BrainDae.Onnx", [".Format", ".Graphs", ""]),
        ("BrainDae.Evaluation", [".Figures", ".Results", ".Scratch", ""]),
        ("BrainDae.Prediction", [".Lesions", ""]),
        ("BrainDae.Report", [".Html", ""]),
        ("BrainDae.Cli", [".Options", ".Output", ".Ending", ".Sessions", ".Demo", ".Verification", ".Description", ".Commands", ""]),
    ];

    public static TheoryData<string> Projects => [.. Stages.Select(stage => stage.Project)];

    /// <summary>Frameworks, each known to one project alone.</summary>
    private static readonly (string Namespace, string Project)[] Frameworks = [("TorchSharp", "BrainDae.Torch"), ("Microsoft.ML.OnnxRuntime", "BrainDae.Onnx")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespace_refers_to_a_later_stage(string project)
    {
        string[] order = [.. Stages.SelectMany(stage => stage.Namespaces.Select(name => stage.Project + name))];
        string[] own = [.. Stages.Single(stage => stage.Project == project).Namespaces.Select(name => project + name)];
        using var assembly = new CompiledAssembly(project);
        var graph = assembly.Namespaces();
        var ours = graph.SelectMany(from => from.Value.Where(to => to.StartsWith("BrainDae", StringComparison.Ordinal)).Select(to => (From: from.Key, To: to))).ToArray();

        Assert.Equal(own.Order(StringComparer.Ordinal), graph.Keys);
        Assert.Empty(ours.Where(arrow => Array.IndexOf(order, arrow.To) >= Array.IndexOf(order, arrow.From)).Select(arrow => $"{arrow.From} > {arrow.To}"));
        Assert.Empty(ours.Select(arrow => arrow.To).Except(order));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_framework_is_known_to_one_project_alone(string project)
    {
        using var assembly = new CompiledAssembly(project);
        var referred = assembly.Namespaces().Values.SelectMany(names => names).ToHashSet(StringComparer.Ordinal);

        Assert.All(Frameworks, framework => Assert.Equal(
            framework.Project == project,
            referred.Any(name => name == framework.Namespace || name.StartsWith($"{framework.Namespace}.", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("System.Text.RegularExpressions")] // a base type's argument
    [InlineData("System.Net")] // a field
    [InlineData("System.Xml")] // a parameter
    [InlineData("System.Numerics")] // a local
    [InlineData("System.Net.Mail")] // made in a method
    [InlineData("System.Net.Sockets")] // a type argument of a call
    [InlineData("System.Globalization")] // the type of a member that another assembly has
    public void Whatever_a_type_refers_to_is_found(string name)
    {
        using var assembly = new CompiledAssembly("BrainDae.Cli.Tests");

        Assert.Contains(name, assembly.Namespaces()[typeof(Referring.Example).Namespace!]);
    }

    [Fact]
    public void Every_project_has_its_stage()
    {
        Assert.SkipUnless(SourceFiles.AreThere, "the sources are not beside the tests");

        Assert.Equal(Stages.Select(stage => stage.Project).Order(StringComparer.Ordinal), SourceFiles.Projects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_folder_has_more_files_than_one_can_look_over()
    {
        Assert.SkipUnless(SourceFiles.AreThere, "the sources are not beside the tests");

        Assert.DoesNotContain(SourceFiles.ByFolder, folder => folder.Value > MostFilesInFolder);
    }
}
