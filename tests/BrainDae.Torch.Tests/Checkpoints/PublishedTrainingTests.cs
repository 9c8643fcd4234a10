using BrainDae.Data.Formats.PyTorch;
using BrainDae.Method.Models;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Optimization;
using BrainDae.Torch.Training;
using static TorchSharp.torch;

namespace BrainDae.Torch.Tests.Checkpoints;

/// <summary>The published checkpoint with its optimiser, in and out.</summary>
public sealed class PublishedTrainingTests : IDisposable
{
    private static readonly string Golden = TestFiles.Golden("checkpoint", "golden.pt");

    private readonly TemporaryFolder folder = new();

    private ModelFolder Model => ModelFolder.Of(folder.Path, "imported");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Place_in_the_schedule_and_the_optimisers_own_count_of_steps_are_kept()
    {
        var imported = PublishedCheckpoint.Import(Golden, Model);

        using var last = Checkpoint.Open(Model.Last);
        var progress = last.Manifest.Progress;
        Assert.Equal((3, 96, 5), (progress.EpochsDone, progress.IterationsDone, progress.OptimizerSteps));
        Assert.Equal(Npy.Golden("lr", "cosine_450_epochs.npy").Values[3], progress.Schedule.NextLearningRate, 1e-12);
        Assert.Equal(progress, imported.Progress);
        Assert.Null(last.Manifest.Data);
    }

    [Fact]
    public void The_next_optimiser_step_is_PyTorchs()
    {
        var parameters = NextStep();

        Assert.All(Directory.GetFiles(TestFiles.Golden("checkpoint", "next_step")), file => AssertStepped(parameters, Path.GetFileNameWithoutExtension(file), Npy.Read(file)));
    }

    [Fact]
    public void The_next_step_of_every_parameter_agrees_with_the_systems_PyTorch()
    {
        Assert.SkipUnless(PublishedNetwork.Missing is null, $"{PublishedNetwork.Missing}");
        PublishedNetwork.WriteNextStep(Golden, folder.Path);

        var parameters = NextStep();

        Assert.Equal(64, parameters.Count);
        Assert.All(parameters.Keys, name => AssertStepped(parameters, name, Npy.Read(folder[$"{name}.npy"])));
    }

    [Fact]
    public void The_systems_PyTorch_loads_what_is_written_and_gives_the_same_output()
    {
        Assert.SkipUnless(PublishedNetwork.Missing is null, $"{PublishedNetwork.Missing}");
        PublishedNetwork.WriteOutput(InAndOut(), folder.Path);

        var expected = Npy.Golden("checkpoint", "output_for_noisy.npy").Values;
        Assert.InRange(Npy.Read(folder["output.npy"]).Values.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-5);
    }

    [Fact]
    public void The_systems_PyTorch_finds_every_value_as_it_was()
    {
        Assert.SkipUnless(PublishedNetwork.Missing is null, $"{PublishedNetwork.Missing}");
        var said = SystemPython.Run(
            PublishedNetwork.WeightsOnly + """
                import sys
                a, b = (torch.load(path, weights_only=True) for path in sys.argv[1:3])
                print(list(a) == list(b), [a[k] == b[k] for k in ('epoch_no', 'train_it', 'model_class', 'value')])
                print(all(n == m and torch.equal(x, y) for (n, x), (m, y) in zip(a['model_state_dict'].items(), b['model_state_dict'].items())))
                a, b = (saved['optimiser_state_dict'] for saved in (a, b))
                print(all(torch.equal(x, b['state'][i][k]) for i, state in a['state'].items() for k, x in state.items()), len(b['state']))
                print(all(a['param_groups'][0][k] == b['param_groups'][0][k] for k in ('betas', 'eps', 'weight_decay', 'amsgrad', 'initial_lr', 'params')))
                """,
            Golden,
            InAndOut());

        Assert.Equal("True [True, True, True, True]\nTrue\nTrue 64\nTrue\n", said);
    }

    [Fact]
    public void Output_of_the_imported_network_is_the_published_one()
    {
        PublishedCheckpoint.Import(Golden, Model);

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = Model.Open();
        using var network = Checkpoint.CreateNetwork(model, GoldenNetwork.Runtime);
        var output = network.forward(GoldenNetwork.Tensor("unet", "noisy.npy"));
        Assert.InRange(GoldenNetwork.AbsoluteDifference(output, GoldenNetwork.Tensor("checkpoint", "output_for_noisy.npy")), 0, 1e-5);
    }

    [Theory]
    [InlineData(3, 128, true, "")]
    [InlineData(null, 96, true, "")]
    [InlineData(3, 100, true, "no whole number of epochs")]
    [InlineData(3, null, true, "unknown number of iterations")]
    [InlineData(3, 96, false, "no optimiser's state")]
    public void Training_goes_on_where_the_file_says_enough_and_otherwise_the_model_alone_is_there(int? epochs, int? iterations, bool optimizer, string obstacle)
    {
        var published = TorchCheckpointReader.Read(Golden);
        TorchCheckpointWriter.Write(folder["other.pt"], published with { Optimizer = optimizer ? published.Optimizer : null });
        var (training, said) = PublishedTraining.Of(published with { Epochs = epochs, Iterations = iterations, Optimizer = optimizer ? published.Optimizer : null });

        Assert.Equal(obstacle.Length == 0, training is not null);
        Assert.Contains(obstacle, said ?? "", StringComparison.Ordinal);
        Assert.Equal(obstacle.Length == 0 ? iterations / 32 : null, training?.Progress.EpochsDone);
        Assert.Equal(optimizer, PublishedCheckpoint.Import(folder["other.pt"], Model).Progress is not null);
        Assert.Equal(optimizer, File.Exists(Model.Last));
    }

    /// <summary>The published checkpoint, imported and exported again.</summary>
    private string InAndOut()
    {
        PublishedCheckpoint.Import(Golden, Model);
        using var model = Model.Open();
        TorchCheckpointWriter.Write(folder["written.pt"], ExportedCheckpoint.Of(model, Model.Last, GoldenNetwork.Runtime).Checkpoint);
        return folder["written.pt"];
    }

    private static void AssertStepped(Dictionary<string, float[]> parameters, string name, Npy expected)
    {
        var before = Npy.Golden("unet", "after5", $"{name}.npy").Values;
        var moved = expected.Values.Zip(before, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(moved, 1e-6, 2e-4);
        Assert.InRange(parameters[name].Zip(expected.Values, (a, b) => Math.Abs(a - b)).Max(), 0, 0.02 * moved);
    }

    /// <summary>Every parameter after one more step on the golden batch.</summary>
    private Dictionary<string, float[]> NextStep()
    {
        PublishedCheckpoint.Import(Golden, Model);
        using var scope = NewDisposeScope();
        using var checkpoint = Checkpoint.Open(Model.Last);
        using var network = checkpoint.CreateNetwork(GoldenNetwork.Runtime);
        using var optimizer = new AmsGrad(network.named_parameters(), checkpoint.Manifest.Options.WeightDecay);
        checkpoint.Restore(optimizer);
        var clean = GoldenNetwork.Tensor("unet", "clean.npy");
        var mask = clean.sum(1, keepdim: true).gt(0.01).to(ScalarType.Float32);
        DenoisingLoss.Of(network.forward(GoldenNetwork.Tensor("unet", "noisy.npy")), clean, mask).backward();
        nn.utils.clip_grad_norm_(network.parameters(), 0.5);
        optimizer.Step(1e-4);
        return network.named_parameters().ToDictionary(p => p.name, p => p.parameter.data<float>().ToArray());
    }
}
