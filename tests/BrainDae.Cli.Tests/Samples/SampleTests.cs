using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Nifti;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Samples;

/// <summary>The programs that the documents quote run.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class SampleTests
{
    private static readonly int Patient = 1;

    [Fact]
    public async Task ReadNifti_tells_grid_and_values()
    {
        using var workspace = Cohort(out var scan);

        var output = await Run(workspace, "ReadNifti", scan(Modality.Flair));

        Assert.StartsWith("32 x 32 x 20 voxels of ", output, StringComparison.Ordinal);
        Assert.Contains("axes LPS, values 0 to ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasureMasks_finds_a_mask_equal_to_itself()
    {
        using var workspace = Cohort(out _);
        var mask = SegmentationOf(workspace);

        var output = await Run(workspace, "MeasureMasks", mask, mask);

        Assert.Equal(["Dice            1.0000", "lesion-wise F1  1.0000", "HD95            0.00 mm"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task PredictWithOnnx_scores_as_libtorch_does_and_brings_none()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.WritePatient(workspace.Source, Patient, "p1");
        string[] scans = [.. Modalities.Brats.Select(modality => SyntheticCohort.Scan(workspace.Source, "p1", modality))];

        await Run(workspace, "PredictWithOnnx", [workspace["models", "dae", "model.safetensors"], .. scans]);
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--precision", "fp32"));

        Assert.DoesNotContain(Directory.GetFiles(Built("PredictWithOnnx"), "*", SearchOption.AllDirectories), file => Path.GetFileName(file).Contains("torch", StringComparison.OrdinalIgnoreCase));
        var expected = NiftiReader.Read(workspace["predictions", "p1", "p1_score.nii.gz"]).Stored<float>().ToArray();
        var actual = NiftiReader.Read(workspace["p1_score.nii.gz"]).Stored<float>().ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public async Task Readme_quotes_PredictOneScan_as_it_stands()
    {
        var root = Root();
        var readme = await File.ReadAllTextAsync(Path.Combine(root, "README.md"), TestContext.Current.CancellationToken);
        var sample = await File.ReadAllTextAsync(Source(root), TestContext.Current.CancellationToken);

        Assert.Contains($"```csharp\n{sample.ReplaceLineEndings("\n").TrimEnd()}\n```", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_are_short() => Assert.All(
        Directory.GetFiles(Path.Combine(Root(), "samples"), "Program.cs", SearchOption.AllDirectories),
        path => Assert.InRange(File.ReadLines(path).Count(), 1, path.Contains("AddYourOwn", StringComparison.Ordinal) ? 80 : 40));

    [Fact]
    public async Task AddYourOwn_trains_with_its_own_corruption_and_network_which_another_program_refuses_by_name()
    {
        using var workspace = await Workspace.WithData();

        var output = await Run(workspace, "AddYourOwn", workspace.Data, workspace.Models);

        Assert.Contains("Name = stripes, Width = 3", output, StringComparison.Ordinal);
        Assert.Contains("plain: ", output, StringComparison.Ordinal);
        var failure = Assert.Throws<BrainDaeException>(() => ModelFile.Open(workspace["models", "own", "model.safetensors"]));
        Assert.Contains("'plain' is not known to this program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryOnPhantoms_goes_from_synthetic_patients_to_figures()
    {
        using var workspace = new Workspace();

        var output = await Run(workspace, "TryOnPhantoms", workspace["tried"]);

        Assert.Contains("signed_residual  AP 0.", output, StringComparison.Ordinal);
        Assert.True(File.Exists(workspace["tried", "results", "evaluation.json"]));
        using var model = ModelFile.Open(workspace["tried", "models", "tried", "model.safetensors"]);
        Assert.Equal("simplex", model.Manifest.Options.Corruption.Name);
    }

    internal static string Root()
    {
        Assert.SkipUnless(DotNet.Repository is not null, "the sources are not beside the tests");
        return DotNet.Repository!;
    }

    internal static string Source(string root) => Path.Combine(root, "samples", "PredictOneScan", "Program.cs");

    private static string SegmentationOf(Workspace workspace) =>
        workspace["source", SyntheticCohort.Name(Patient), $"{SyntheticCohort.Name(Patient)}_seg.nii.gz"];

    private static Workspace Cohort(out Func<Modality, string> scan)
    {
        var workspace = new Workspace();
        SyntheticCohort.WritePatient(workspace.Source, Patient, SyntheticCohort.Name(Patient));
        scan = modality => SyntheticCohort.Scan(workspace.Source, SyntheticCohort.Name(Patient), modality);
        return workspace;
    }

    private static Task<string> Run(Workspace workspace, string sample, params string[] arguments) =>
        DotNet.Succeed(workspace.Root, [Path.Combine(Built(sample), $"{sample}.dll"), .. arguments]);

    private static string Built(string sample) => Path.Combine(Root(), "samples", sample, "bin", DotNet.Configuration, "net10.0");
}
