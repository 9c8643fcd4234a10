using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.TestModels;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;

namespace BrainDae.Torch.Tests.Training;

public sealed class BatchSourceTests : IDisposable
{
    private const int Elements = 4 * SmallCohort.Size * SmallCohort.Size;

    private readonly SmallCohort cohort = new();
    private readonly SliceSet slices;
    private readonly TrainingBatch batch;

    public BatchSourceTests()
    {
        _ = GoldenNetwork.Runtime;
        slices = SliceSet.Healthy(cohort.Store, cohort.Split.Train, default, orderSeed: 0);
        batch = new(4, Modalities.Brats.Count, new(SmallCohort.Size, SmallCohort.Size));
    }

    [Fact]
    public void Set_holds_every_healthy_slice_of_the_patients_and_no_other()
    {
        var expected = cohort.Split.Train.SelectMany(name => Enumerable.Range(0, SmallCohort.HealthySlices).Select(slice =>
        {
            var image = new float[Elements];
            cohort.Store.Get(name).CopyImage(slice, image);
            return Key(image);
        }));

        Assert.Equal(expected.Order(), Enumerable.Range(0, slices.Count).Select(i => Key(Slice(i))).Order());
        Assert.Equal(9, slices.Count);
    }

    [Fact]
    public void Each_pass_shows_no_slice_twice_and_drops_the_incomplete_batch()
    {
        // 9 slices in batches of 4: two batches a pass, one slice left out.
        var source = Source(seed: 1);
        var passes = Enumerable.Range(0, 40).Select(pass => Shown(source, 2 * pass).Concat(Shown(source, 2 * pass + 1)).ToArray()).ToArray();

        Assert.All(passes, pass => Assert.Equal(8, pass.Distinct().Count()));
        Assert.Equal(9, passes.SelectMany(pass => pass).Distinct().Count());
        Assert.NotEqual(passes[0], passes[1]);
    }

    [Fact]
    public void Every_slice_is_shown_once_a_pass_where_batches_fit()
    {
        using var three = new TrainingBatch(3, Modalities.Brats.Count, new(SmallCohort.Size, SmallCohort.Size));
        var source = Source(seed: 1);
        var shown = Enumerable.Range(3, 3).SelectMany(iteration => Shown(source, iteration, three));

        Assert.Equal(Enumerable.Range(0, 9).Select(i => Key(Slice(i))).Order(), shown.Order());
    }

    [Fact]
    public void Batch_is_a_function_of_seed_and_iteration_alone()
    {
        var source = Source(seed: 5);
        var inOrder = Enumerable.Range(0, 7).Select(i => Noisy(source, i)).ToArray();

        foreach (var iteration in new[] { 6, 0, 3, 2, 5, 1, 4 })
        {
            Assert.Equal(inOrder[iteration], Noisy(Source(seed: 5), iteration));
            Assert.Equal(inOrder[iteration], Noisy(source, iteration));
        }

        Assert.NotEqual(inOrder[0], inOrder[2]);
        Assert.NotEqual(inOrder[0], Noisy(Source(seed: 6), 0));
    }

    [Fact]
    public void Augmentation_varies_training_and_leaves_validation_and_all_other_draws_alone()
    {
        var (plain, varied) = (Source(seed: 5), new BatchSource(slices, new() { Corruption = new CoarseNoiseOptions { Resolution = 8 }, Seed = 5, Augmentation = new() { Field = 0.3 } }, SmallCohort.Size));
        var (without, with) = (Noisy(plain, 3), Noisy(varied, 3));

        Assert.NotEqual(without, with);
        Assert.Equal(with, Noisy(varied, 3));
        plain.FillValidation(0, batch);
        var validation = TensorMemory.Elements(batch.Noisy).ToArray();
        varied.FillValidation(0, batch);
        Assert.Equal(validation, TensorMemory.Elements(batch.Noisy).ToArray());
    }

    [Fact]
    public void Validation_noise_is_the_same_in_every_epoch_and_every_run()
    {
        float[] Validation(BatchSource source)
        {
            source.FillValidation(4, batch);
            return TensorMemory.Elements(batch.Noisy).ToArray();
        }

        var source = Source(seed: 5);
        var first = Validation(source);
        source.FillTraining(3, batch);

        Assert.Equal(first, Validation(source));
        Assert.Equal(first, Validation(Source(seed: 6)));
    }

    [Fact]
    public void Published_noise_is_that_of_its_own_streams_whatever_else_is_drawn()
    {
        var source = Source(seed: 5);
        source.FillTraining(3, batch);
        Assert.Equal(Expected(new(5, 2, 3)), TensorMemory.Elements(batch.Noisy).ToArray());
        source.FillValidation(4, batch);
        Assert.Equal(Expected(new(0, 3, 4)), TensorMemory.Elements(batch.Noisy).ToArray());

        float[] Expected(RandomStream random)
        {
            var noisy = new float[4 * Elements];
            var draw = NoiseDraw.From(new() { Resolution = 8 }, 16, SmallCohort.Size, random);
            CoarseNoise.Apply(draw, TensorMemory.Elements(batch.Clean), TensorMemory.Elements(batch.Mask), noisy, Modalities.Brats.Count, SmallCohort.Size);
            return noisy;
        }
    }

    [Fact]
    public void Noise_is_on_the_foreground_alone_and_its_mask_says_where()
    {
        Source(seed: 2).FillTraining(0, batch);
        var (clean, noisy, mask) = (TensorMemory.Elements(batch.Clean).ToArray(), TensorMemory.Elements(batch.Noisy).ToArray(), TensorMemory.Elements(batch.Mask).ToArray());
        var pixels = SmallCohort.Size * SmallCohort.Size;

        for (var i = 0; i < clean.Length; i++)
        {
            var foreground = mask[i / Elements * pixels + i % pixels];
            Assert.Equal(clean[i] != 0 ? 1 : 0, foreground);
            Assert.True(foreground == 1 || noisy[i] == clean[i]);
        }

        Assert.NotEqual(clean, noisy);
    }

    [Fact]
    public void Mixed_noise_differs_in_strength_from_slice_to_slice_and_depends_on_the_iteration_alone()
    {
        var options = new TrainingOptions { Corruption = new CoarseNoiseOptions { Resolution = 8, Mixed = true }, Seed = 3 };
        var strengths = new List<double>();
        for (var iteration = 0; iteration < 30; iteration++)
        {
            new BatchSource(slices, options, SmallCohort.Size).FillTraining(iteration, batch);
            for (var slice = 0; slice < batch.Slices; slice++)
            {
                var clean = TensorMemory.Elements(batch.Clean).Slice(slice * Elements, Elements);
                var noisy = TensorMemory.Elements(batch.Noisy).Slice(slice * Elements, Elements);
                var (squares, pixels) = (0.0, 0);
                for (var i = 0; i < Elements; i++)
                {
                    squares += (noisy[i] - clean[i]) * (noisy[i] - clean[i]);
                    pixels += noisy[i] != clean[i] ? 1 : 0;
                }

                strengths.Add(Math.Sqrt(squares / pixels));
            }
        }

        // Upsampling halves the variance or more; the deviation itself is uniform in 0.1 to 0.3.
        Assert.InRange(strengths.Min(), 0.03, 0.1);
        Assert.InRange(strengths.Max(), 0.17, 0.35);
        new BatchSource(slices, options, SmallCohort.Size).FillTraining(17, batch);
        var again = TensorMemory.Elements(batch.Noisy).ToArray();
        new BatchSource(slices, options, SmallCohort.Size).FillTraining(17, batch);
        Assert.Equal(again, TensorMemory.Elements(batch.Noisy).ToArray());
    }

    [Fact]
    public void Pipeline_gives_the_batches_of_the_source_from_any_iteration()
    {
        using var pipeline = new BatchPipeline(Source(seed: 5), 3, () => new(4, Modalities.Brats.Count, new(SmallCohort.Size, SmallCohort.Size)));

        for (var iteration = 3L; iteration < 8; iteration++)
        {
            Assert.Equal(Noisy(Source(seed: 5), iteration), TensorMemory.Elements(pipeline.Take(iteration).Noisy).ToArray());
        }
    }

    public void Dispose()
    {
        batch.Dispose();
        cohort.Dispose();
    }

    private static string Key(ReadOnlySpan<float> image) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(image[400..520]));

    private static string[] Shown(BatchSource source, int iteration, TrainingBatch batch)
    {
        source.FillTraining(iteration, batch);
        return [.. Enumerable.Range(0, batch.Slices).Select(i => Key(TensorMemory.Elements(batch.Clean).Slice(i * Elements, Elements)))];
    }

    private string[] Shown(BatchSource source, int iteration) => Shown(source, iteration, batch);

    private float[] Noisy(BatchSource source, long iteration)
    {
        source.FillTraining(iteration, batch);
        return TensorMemory.Elements(batch.Noisy).ToArray();
    }

    private float[] Slice(int index)
    {
        var image = new float[Elements];
        slices.Copy(index, image);
        return image;
    }

    private BatchSource Source(long seed) => new(slices, new() { Corruption = new CoarseNoiseOptions { Resolution = 8 }, Seed = seed }, SmallCohort.Size);
}
