using System.Collections.Immutable;

namespace BrainDae.Imaging.Tests.Architecture;

/// <summary>Data flows one way: no stage refers to a later one.</summary>
public sealed class NamespaceTests
{
    /// <summary>The stages of each layer; a namespace may refer to those before it alone.</summary>
    private static readonly Dictionary<string, string[]> Stages = new()
    {
        ["BrainDae.Imaging"] =
        [
            "", ".Failures", ".Randomness", ".Storage", ".Volumes", ".Datasets", ".Synthetic", ".Slices", ".Splits",
            ".Preprocessing", ".PostProcessing", ".Scoring", ".Restoration", ".Lesions", ".Metrics", ".Reporting", ".Reporting.Html", ".TrainingLog",
        ],
        ["BrainDae.Learning"] =
        [
            ".Runtime.Memory", ".Runtime", ".Noise", ".Network.Normalization", ".Network", ".Optimization", ".Recipe", ".Checkpoints", ".Training", ".Scoring", ".Evaluation",
            ".Prediction", ".Reporting",
        ],
    };

    public static TheoryData<string> Layers => [.. Stages.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void No_namespace_refers_to_a_later_stage(string layer)
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");
        string[] order = [.. Stages.Where(stages => string.CompareOrdinal(stages.Key, layer) <= 0).SelectMany(stages => stages.Value.Select(stage => stages.Key + stage))];
        var graph = SourceNamespaces.Of(layer);

        Assert.Empty(graph.Keys.Except(order));
        Assert.Empty(order.Where(name => name.StartsWith(layer, StringComparison.Ordinal)).Except(graph.Keys));
        Assert.Empty(graph.SelectMany(from => from.Value.Where(to => Array.IndexOf(order, to) >= Array.IndexOf(order, from.Key)).Select(to => $"{from.Key} > {to}")));
        Assert.Empty(graph.Values.SelectMany(targets => targets).Except(order));
    }

    [Theory]
    [InlineData("BrainDae.Imaging")]
    [InlineData("BrainDae.Learning")]
    public void No_namespaces_refer_to_each_other_in_a_circle(string layer)
    {
        Assert.SkipUnless(SourceNamespaces.AreThere, "the sources are not beside the tests");

        Assert.Null(SourceNamespaces.Cycle(SourceNamespaces.Of(layer)));
    }

    [Fact]
    public void Imaging_needs_no_other_layer_and_no_native_package()
    {
        var references = typeof(SoftwareVersion).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith("BrainDae", StringComparison.Ordinal) || name.StartsWith("TorchSharp", StringComparison.Ordinal));
        Assert.DoesNotContain("BrainDae.Cli", SourceNamespaces.Of("BrainDae.Learning").Values.SelectMany(targets => targets).Select(target => string.Join('.', target.Split('.').Take(2))));
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
