using BrainDae.Cli.Ending;
using BrainDae.Nifti;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Cli.Tests.Pipeline;

/// <summary>Prediction with ONNX Runtime in place of libtorch.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class OnnxPredictTests
{
    [Fact]
    public async Task Scores_are_those_of_libtorch_and_its_files_are_not_needed()
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 1);
        var program = WithoutLibtorch(workspace["program"]);
        string[] onnx = workspace.Predict("-i", workspace.Source, "--runtime", "onnx", "--precision", "fp32", "-o", workspace["onnx"]);

        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--precision", "fp32"));
        await Samples.DotNet.Succeed(workspace.Root, [program, .. onnx]);
        var (code, refused) = await Samples.DotNet.Run(workspace.Root, [program, .. workspace.Predict("-i", workspace.Source, "-o", workspace["torch"])]);

        Assert.True(code == (int)ExitCode.DeviceUnavailable, refused);
        var name = SyntheticCohort.Name(0);
        var expected = Scores(workspace["predictions", name, $"{name}_score.nii.gz"]);
        Assert.All(expected.Zip(Scores(workspace["onnx", name, $"{name}_score.nii.gz"])), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains(expected, value => value > 0);
    }

    [Theory]
    [InlineData("fp32", 0, 1e-4)]
    [InlineData("bf16", 1e-4, 0.1)]
    public async Task Scores_are_those_of_fp32_and_near_those_of_bf16(string precision, double least, double greatest)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 1);
        var name = SyntheticCohort.Name(0);

        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--runtime", "onnx", "--precision", "auto", "-o", workspace["onnx"]));
        await CommandLine.Succeed(workspace.Predict("-i", workspace.Source, "--precision", precision));

        var pairs = Scores(workspace["predictions", name, $"{name}_score.nii.gz"]).Zip(Scores(workspace["onnx", name, $"{name}_score.nii.gz"]));
        Assert.InRange(pairs.Max(pair => Math.Abs(pair.First - pair.Second)), least, greatest);
    }

    [Theory]
    [InlineData("--precision", "bf16")]
    [InlineData("--device", "mps")]
    public async Task What_onnx_cannot_do_is_refused(string flag, string value)
    {
        using var workspace = await Workspace.WithModel();
        SyntheticCohort.Write(workspace.Source, 1);
        string[] usual = [.. workspace.Predict("-i", workspace.Source, "--runtime", "onnx", "--precision", "fp32")];
        string[] arguments = [.. usual.Where((argument, i) => argument != flag && (i == 0 || usual[i - 1] != flag)), flag, value];

        await CommandLine.Refuse(ExitCode.InvalidOption, arguments, flag, "--runtime");
    }

    /// <summary>A copy of the program as it would be where nobody brought libtorch.</summary>
    private static string WithoutLibtorch(string folder)
    {
        Directory.CreateDirectory(folder);
        var managed = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Append(Path.Combine(AppContext.BaseDirectory, "braindae.runtimeconfig.json"));
        var native = Directory.GetFiles(AppContext.BaseDirectory, "*onnxruntime*", SearchOption.AllDirectories)
            .Where(file => file.Contains(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal));
        foreach (var file in managed.Concat(native))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        Assert.DoesNotContain(Directory.GetFiles(folder), file => Path.GetFileName(file).StartsWith("lib", StringComparison.Ordinal) && file.Contains("torch", StringComparison.OrdinalIgnoreCase));
        return Path.Combine(folder, "braindae.dll");
    }

    private static float[] Scores(string path) => NiftiReader.Read(path).Stored<float>().ToArray();
}
