using System.Text.Json;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Method.Models;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Evaluation.Tests;

/// <summary>The published checkpoint and cohort of the golden data, imported and preprocessed once for all tests.</summary>
public sealed class GoldenModel : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GoldenModel()
    {
        _ = GoldenNetwork.Runtime;
        Model = ModelFolder.Of(folder["models"], "golden");
        PublishedCheckpoint.Import(TestFiles.Golden("checkpoint", "golden.pt"), Model);
        var result = CohortPreprocessor.Run(
            BratsCohort.Find(TestFiles.Golden("cohort")), new() { DataFolder = folder["data"] }, cancellation: CancellationToken.None);
        Assert.Empty(result.Failed);
        Store = SliceStore.Open(folder["data"]);
        using var json = JsonDocument.Parse(File.ReadAllText(TestFiles.Golden("evaluate.json")));
        Expected = json.RootElement.Clone();
    }

    public ModelFolder Model { get; }

    public SliceStore Store { get; }

    /// <summary>What the published evaluation found.</summary>
    public JsonElement Expected { get; }

    public string Scratch => folder["scratch"];

    public void Dispose()
    {
        Store.Dispose();
        folder.Dispose();
    }
}
