using BrainDae.Cli.Ending;
using BrainDae.Files;

namespace BrainDae.Cli.Tests.Pipeline;

public sealed class VerifyTests
{
    [Fact]
    public async Task Everything_is_found_whole_and_each_damaged_part_is_named()
    {
        using var workspace = await Whole();
        var whole = await CommandLine.Succeed("verify", workspace.Root);
        string[] parts =
        [
            "manifest.json (manifest)", $"{SyntheticCohort.Name(0)}.safetensors (slices)", "splits (split)", "model.safetensors (model)", "last.safetensors (model)", "log.jsonl (training log)",
            "evaluation.json (evaluation)", "prediction.json (prediction)", "predictions.csv (table of predictions)",
        ];
        Assert.All(parts, part => Assert.Contains(part, whole.Output, StringComparison.Ordinal));
        Assert.EndsWith(" parts, all as written.\n", whole.Output, StringComparison.Ordinal);

        string[] files =
        [
            workspace["data", "manifest.json"], workspace["data", "slices", SyntheticCohort.Name(0) + ".safetensors"], workspace["data", "splits", "val.txt"],
            workspace["models", "dae", "model.safetensors"], workspace["models", "dae", "last.safetensors"], workspace["models", "dae", "log.jsonl"], workspace["models", "dae", "model.json"],
            workspace["results", "dae", "test", "evaluation.json"], workspace["results", "dae", "test", "patients.csv"], workspace["results", "dae", "test", "score_counts.npz"],
            workspace["predictions", SyntheticCohort.Name(0), "prediction.json"], workspace["predictions", SyntheticCohort.Name(0), SyntheticCohort.Name(0) + "_lesion.nii.gz"],
            workspace["predictions", SyntheticCohort.Name(0), "lesions.csv"], workspace["predictions", "predictions.csv"],
        ];
        foreach (var file in files)
        {
            var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var damaged = content.ToArray();
            damaged[damaged.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, damaged, TestContext.Current.CancellationToken);
            var found = await CommandLine.Run("verify", workspace.Root);
            Assert.True(found.Code == ExitCode.InvalidInput, $"{file}: {found.Output}");
            Assert.Contains(found.Output.Split('\n'), line => line.StartsWith("damaged ", StringComparison.Ordinal) && line.Contains(Path.GetFileName(file), StringComparison.Ordinal));
            Assert.Matches("[12] of [0-9]+ parts are damaged.\n$", found.Output);
            await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        }

        await CommandLine.Succeed("verify", workspace.Data, workspace.Models, workspace["models", "dae", "model.safetensors"], workspace.Results, workspace["predictions"]);
    }

    [Fact]
    public async Task An_evaluation_of_another_format_is_outdated_and_not_damaged()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.Results);
        await File.WriteAllTextAsync(
            Path.Combine(workspace.Results, "evaluation.json"),
            SealedJson.Seal("""{"format_version": 3, "software": "BrainDae 0.2.0", "model": {"identifier": "dae", "epoch": 1}, "split": {"name": "val"}}"""),
            TestContext.Current.CancellationToken);

        var found = await CommandLine.Run("verify", workspace.Results);

        Assert.Equal(ExitCode.InvalidInput, found.Code);
        Assert.StartsWith("outdated ", found.Output, StringComparison.Ordinal);
        Assert.Contains("is of another version (BrainDae 0.2.0, format 3; this one reads 4). Make it anew with 'braindae evaluate -id dae -s val'.", found.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 of 1 parts are outdated.\n", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_not_ours_is_said()
    {
        using var workspace = new Workspace();
        await CommandLine.Refuse(ExitCode.MissingInput, ["verify", workspace["nothing"]], workspace["nothing"], "does not exist");
        Directory.CreateDirectory(workspace["empty"]);
        await CommandLine.Refuse(ExitCode.MissingInput, ["verify", workspace["empty"]], workspace["empty"], "holds nothing that braindae wrote");
    }

    private static async Task<Workspace> Whole()
    {
        var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 2);
        await CommandLine.Succeed(workspace.Evaluate());
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source));
        return workspace;
    }
}
