using BrainDae.Cli.Ending;
using BrainDae.Data.Slices;
using BrainDae.Method.Models;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Models of other modalities than the four of BraTS, by name from scans to lesions.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class ModalityTests
{
    [Fact]
    public async Task Two_modalities_are_enough_from_scans_to_lesions()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source);
        foreach (var folder in Directory.GetDirectories(workspace.Source))
        {
            // A patient needs no scan that is not asked for.
            File.Delete(Path.Combine(folder, $"{Path.GetFileName(folder)}_t1ce.nii.gz"));
        }

        await CommandLine.Succeed(workspace.Preprocess("--modalities", "t2,flair"));
        using (var store = SliceStore.Open(workspace.Data))
        {
            Assert.Equal("t2,flair", store.Manifest.Modalities.ToString());
            Assert.Equal(2, store.Get(store.Patients[0]).IntensityScale.Length);
        }

        await CommandLine.Succeed(workspace.TrainModel());
        using (var model = ModelFile.Open(workspace["models", "dae", "model.safetensors"]))
        {
            Assert.Equal("t2,flair", model.Manifest.Modalities.ToString());
            Assert.Equal(2, model.Manifest.Options.Network.Channels);
            Assert.Equal(2, model.Calibration!.Healthy.Deviations.Length);
        }

        Assert.Contains("signed_residual", (await CommandLine.Succeed(workspace.Evaluate("--resamples", "50"))).Output, StringComparison.Ordinal);
        var folders = Directory.GetDirectories(workspace.Source);
        var patient = Path.GetFileName(folders[0]);
        var one = await CommandLine.Succeed(["predict", "--scan", $"FLAIR={Scan("flair")}", $"t2={Scan("t2")}", "-id", "dae", "--models", workspace.Models, "-o", workspace["one"], .. Workspace.Precision()]);
        Assert.Contains(patient, one.Output, StringComparison.Ordinal);
        await CommandLine.Succeed(["predict", "-i", folders[0], "-id", "dae", "--models", workspace.Models, "-o", workspace["all"], .. Workspace.Precision()]);
        Assert.Equal(await File.ReadAllBytesAsync(Score("one"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Score("all"), TestContext.Current.CancellationToken));
        await CommandLine.Refuse(ExitCode.InvalidOption, ["predict", "--flair", Scan("flair"), "-id", "dae", "--models", workspace.Models, "-o", workspace["one"]], "--t2: missing", "t2,flair");
        await CommandLine.Refuse(ExitCode.InvalidOption, ["predict", "--flair", Scan("flair"), "--t2", Scan("t2"), "--t1", Scan("t1"), "-id", "dae", "--models", workspace.Models, "-o", workspace["one"]], "--t1: the model does not see t1", "t2,flair");
        await CommandLine.Succeed(workspace.Report());

        string Scan(string name) => Path.Combine(folders[0], $"{patient}_{name}.nii.gz");
        string Score(string folder) => workspace[folder, patient, $"{patient}_score.nii.gz"];
    }

    [Fact]
    public async Task A_model_is_not_shown_slices_of_other_modalities_or_of_another_order()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 4);
        await CommandLine.Succeed("preprocess", "-s", workspace.Source, "-o", workspace["other"], "--size", "32", "--modalities", "t1,flair,t1ce,t2");
        await CommandLine.Refuse(ExitCode.InvalidInput, ["evaluate", "-id", "dae", "--models", workspace.Models, "--data", workspace["other"], "--results", workspace.Results], "its slices show t1,flair,t1ce,t2, and the model needs flair,t1,t1ce,t2", "Preprocess");
    }

    [Theory]
    [InlineData("flair,,t2", "''")]
    [InlineData("flair,t2,FLAIR", "twice")]
    [InlineData("../t2", "'../t2'")]
    [InlineData("seg", "segmentation")]
    public Task A_list_that_names_no_modalities_is_refused(string list, string fault) =>
        CommandLine.Refuse(ExitCode.InvalidOption, ["preprocess", "-s", "nowhere", "--modalities", list], "--modalities", fault);

    [Fact]
    public async Task Patients_that_lack_a_modality_are_named_with_the_list()
    {
        using var workspace = new Workspace();
        SyntheticCohort.Write(workspace.Source, 2);
        await CommandLine.Refuse(ExitCode.InvalidInput, ["preprocess", "-s", workspace.Source, "-o", workspace.Data, "--modalities", "flair,swi"], "none of its 2 patients has all of flair,swi", "_swi.nii.gz");
    }
}
