using System.Text.Json;
using BrainDae.Cli.Ending;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>What is found in scans that the model cannot judge does not look like a result.</summary>
public sealed class ImplausibleScanTests
{
    private static readonly string Right = SyntheticCohort.Name(0);
    private static readonly string Wrong = SyntheticCohort.Name(1);

    [Fact]
    public async Task Exchanged_modalities_are_marked_in_every_place_and_by_the_exit_code()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 2);
        Exchange(workspace);
        var outcome = await CommandLine.Run(workspace.Predict("-i", workspace.Source));

        Assert.Equal(ExitCode.ImplausibleScans, outcome.Code);
        Assert.Contains($"warning: implausible: {Wrong}: probably the t1 and t2 scans are exchanged, because that fits what the model knows better. Check which file is which.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"1 patient implausible ({Wrong})", outcome.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Mask(workspace, Wrong)));
        Assert.True(File.Exists(ImplausibleMask(workspace, Wrong)));
        Assert.True(File.Exists(Mask(workspace, Right)));
        Assert.Contains("t1 and t2 scans are exchanged", Reasons(workspace, Wrong), StringComparison.Ordinal);
        Assert.Equal("[]", Reasons(workspace, Right));
        var rows = await File.ReadAllLinesAsync(workspace["predictions", "predictions.csv"], TestContext.Current.CancellationToken);
        Assert.EndsWith(",implausible", rows[0], StringComparison.Ordinal);
        Assert.EndsWith(",", rows[1], StringComparison.Ordinal);
        Assert.Contains("t1 and t2 scans are exchanged", rows[2], StringComparison.Ordinal);

        // Nothing is done, and the code is the same: a script that looks at it does not take the second run for a success.
        var again = await CommandLine.Run(workspace.Predict("-i", workspace.Source));
        Assert.Equal(ExitCode.ImplausibleScans, again.Code);
        Assert.Contains("0 patients predicted, 2 done before, 0 failed.", again.Output, StringComparison.Ordinal);
        await CommandLine.Succeed(["verify", workspace["predictions"]]);
    }

    [Fact]
    public async Task Corrected_scans_replace_the_mask_that_was_none()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 2);
        Exchange(workspace);
        await CommandLine.Run(workspace.Predict("-i", workspace.Source));
        Exchange(workspace);
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));

        Assert.True(File.Exists(Mask(workspace, Wrong)));
        Assert.False(File.Exists(ImplausibleMask(workspace, Wrong)));
        Assert.Equal("[]", Reasons(workspace, Wrong));
    }

    [Fact]
    public async Task A_damaged_voxel_is_marked()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 1);
        var path = SyntheticCohort.Scan(workspace.Source, Right, Modality.T2);
        var scan = NiftiReader.Read(path);
        float[] values = [.. scan.Stored<short>().ToArray().Select(value => (float)value)];
        values[values.AsSpan().IndexOfAnyExcept(0f)] = 3e38f;
        NiftiWriter.Write(path, Nifti.Volumes.Volume.Create<float>(scan.Geometry, values));
        var outcome = await CommandLine.Run(workspace.Predict("-i", workspace.Source));

        Assert.Equal(ExitCode.ImplausibleScans, outcome.Code);
        Assert.Contains("the highest intensity of t2", outcome.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Mask(workspace, Right)));
    }

    private static void Exchange(Workspace workspace)
    {
        var (one, other) = (SyntheticCohort.Scan(workspace.Source, Wrong, Modality.T1), SyntheticCohort.Scan(workspace.Source, Wrong, Modality.T2));
        var aside = one + ".aside";
        File.Move(one, aside);
        File.Move(other, one);
        File.Move(aside, other);
    }

    private static string Mask(Workspace workspace, string name) => workspace["predictions", name, $"{name}_lesion.nii.gz"];

    private static string ImplausibleMask(Workspace workspace, string name) => workspace["predictions", name, $"{name}_implausible_mask.nii.gz"];

    private static string Reasons(Workspace workspace, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(workspace["predictions", name, "prediction.json"]));
        return json.RootElement.GetProperty("implausible").GetRawText();
    }
}
