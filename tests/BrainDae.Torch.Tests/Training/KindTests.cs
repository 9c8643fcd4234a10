using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Network;
using BrainDae.Method.Scores;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Torch.Tests.Training;

/// <summary>Every kind of corruption and of network goes through a whole run.</summary>
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class KindTests : IDisposable
{
    private readonly SmallCohort cohort = new();

    /// <summary>Each kind with the published one of the other.</summary>
    public static TheoryData<string, string> Kinds =>
        [.. Corruptions.Names.Select(name => (name, "unet")).Concat(Networks.Names.Where(name => name != "unet").Select(name => ("coarse", name)))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_is_resumed_bit_for_bit_and_ends_calibrated(string corruption, string network)
    {
        var options = Options(corruption, network);
        using var whole = new SmallRun(cohort);
        whole.Train(options);
        using var parts = new SmallRun(cohort);
        Assert.ThrowsAny<OperationCanceledException>(() => parts.TrainUntil(options, iteration: 4));

        parts.Train(options, resume: true);

        Assert.Equal(File.ReadAllBytes(whole.Model.Last), File.ReadAllBytes(parts.Model.Last));
        Assert.Equal(File.ReadAllBytes(whole.Model.Model), File.ReadAllBytes(parts.Model.Model));
        using var model = parts.Model.Open();
        Assert.Equal((corruption, network), (model.Manifest.Options.Corruption.Name, model.Manifest.Options.Network.Name));
        Assert.Contains(AnomalyScore.DefaultOf(model.ScoreBasis).Name, model.Calibration!.Thresholds.Keys);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_network_learns_to_take_its_corruption_off(string corruption, string network)
    {
        var options = Options(corruption, network);
        using var run = new SmallRun(cohort);
        var losses = new List<double>();

        run.Train(options with { Epochs = 6, IterationsPerEpoch = 10, LearningRate = 5e-3 }, follower: new Follower(epoch: epoch => losses.Add(epoch.ValidationLoss)));

        Assert.True(losses.Min() < 0.9 * losses[0], string.Join(", ", losses));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_patient_is_reconstructed_slice_by_slice_as_in_its_volume(string corruption, string network)
    {
        using var run = new SmallRun(cohort);
        run.Train(Options(corruption, network) with { Epochs = 1 });
        using var model = run.Model.Open();
        using var reconstructor = TestModel.Load(model, batchSize: 3);
        var patient = cohort.Store.Get(cohort.Split.Test[0]).ToPatientSlices();
        var (elements, area) = (4 * SmallCohort.Size * SmallCohort.Size, SmallCohort.Size * SmallCohort.Size);
        var (whole, lesion) = (new float[patient.Images.Length], new float[SmallCohort.Slices * area]);
        reconstructor.Run(patient.Images.Span, whole, lesion, SmallCohort.Size, TestContext.Current.CancellationToken);

        for (var slice = 0; slice < SmallCohort.Slices; slice++)
        {
            bool[] chosen = [.. Enumerable.Range(0, SmallCohort.Slices).Select(other => other == slice)];
            var (one, probability) = (new float[whole.Length], new float[lesion.Length]);
            reconstructor.Run(patient.Images.Span, chosen, one, probability, SmallCohort.Size, TestContext.Current.CancellationToken);

            // The place in the batch is another one, by which kernels of AVX-512 round the last bits.
            Assert.All(Enumerable.Range(slice * elements, elements), i => Assert.Equal(whole[i], one[i], 1e-5));
            Assert.All(Enumerable.Range(slice * area, area), i => Assert.Equal(lesion[i], probability[i], 1e-5));
            Assert.All(Enumerable.Range(0, one.Length).Where(i => i / elements != slice), i => Assert.Equal(patient.Images.Span[i], one[i]));
        }
    }

    [Fact]
    public void Only_the_published_network_is_exported_in_the_published_format()
    {
        using var run = new SmallRun(cohort);
        run.Train(Options("coarse", "autoencoder") with { Epochs = 1 });
        using var model = run.Model.Open();

        var failure = Assert.Throws<BrainDaeException>(() => ExportedCheckpoint.Of(model, run.Model.Last, GoldenNetwork.Runtime));

        Assert.Contains("its network is autoencoder, and the published format holds a unet only", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => cohort.Dispose();

    /// <summary>With lesions, windows, mirroring and an average, so that each of these meets each kind.</summary>
    private static TrainingOptions Options(string corruption, string network) => SmallRun.Options with
    {
        Corruption = Corruptions.Create(corruption) is CoarseNoiseOptions coarse ? coarse with { Resolution = 8 } : Corruptions.Create(corruption),
        Network = (LevelOptions)Networks.Create(network) with { BaseChannels = 2, Depth = 3 },
        Lesions = new() { Share = 0.75 },
        WeightAverage = 0.9,
        Mirror = true,
        CropX = 28,
        CropY = 28,
        Epochs = 2,
    };
}
