using BrainDae.Files;
using BrainDae.Method.TrainingLog;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Torch.Tests.Training;

[Trait(TestSpeed.Trait, TestSpeed.Slow)]
[Trait(TestPrecision.Trait, TestPrecision.Figures)]
public sealed class ResumeTests : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly SmallRun whole;
    private readonly SmallRun parts;

    public ResumeTests() => (whole, parts) = (new(cohort), new(cohort));

    [Fact]
    public void Run_cancelled_within_an_epoch_and_resumed_equals_an_uninterrupted_one_bit_for_bit()
    {
        whole.Train();

        Assert.ThrowsAny<OperationCanceledException>(() => parts.TrainUntil(iteration: 7));
        parts.Train(resume: true, follower: new Follower(started: plan => Assert.Equal(2, plan.FirstEpoch)));

        AssertSameRuns();
    }

    [Fact]
    public void Death_between_the_model_and_the_checkpoint_to_resume_from_costs_nothing()
    {
        whole.Train();
        var older = Array.Empty<byte>();
        parts.Train(SmallRun.Options with { Epochs = 3 }, follower: new Follower(epoch: e =>
        {
            Assert.True(e.Best, "the third epoch must write best.safetensors for this test to mean anything");
            // The report comes before its checkpoint is written.
            older = e.Epoch == 2 ? File.ReadAllBytes(parts.Model.Last) : older;
        }));
        File.WriteAllBytes(parts.Model.Last, older);

        parts.Train(resume: true);

        AssertSameRuns();
    }

    [Fact]
    public void More_epochs_go_on_where_the_run_ended()
    {
        whole.Train();
        parts.Train(SmallRun.Options with { Epochs = 1 });

        var progress = parts.Train(resume: true);

        Assert.Equal((4, 12L), (progress.EpochsDone, progress.IterationsDone));
        AssertSameRuns();
    }

    [Fact]
    public void Resuming_after_the_end_changes_no_file()
    {
        var end = whole.Train();
        var before = Contents(whole);

        Assert.Equal(end, whole.Train(resume: true, follower: new Follower(iteration: _ => Assert.Fail("no iteration is left"))));

        Assert.Equal(before, Contents(whole));
    }

    [Fact]
    public void A_damaged_line_of_the_log_is_refused_by_name()
    {
        whole.Train();
        var text = File.ReadAllText(whole.Model.Log);
        for (var i = 0; i < text.Length; i += 7)
        {
            File.WriteAllText(whole.Model.Log, text[..i] + (char)(text[i] ^ 1) + text[(i + 1)..]);
            if (text[i] != '\n')
            {
                var failure = Assert.Throws<BrainDaeException>(() => JsonLinesLog.Read(whole.Model.Log));
                Assert.Contains($"line {text[..i].Count(c => c == '\n') + 1} is damaged", failure.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Log_of_a_resumed_run_drops_torn_and_later_lines()
    {
        whole.Train();
        var lines = File.ReadAllLines(whole.Model.Log);
        File.WriteAllText(whole.Model.Log, $"{lines[0]}\n{lines[2]}\n{lines[1][..20]}");

        new JsonLinesLog(whole.Model.Log).Started(new(9, 6, 2, 4, 3));

        Assert.Equal([lines[0]], File.ReadAllLines(whole.Model.Log));
    }

    public void Dispose()
    {
        whole.Dispose();
        parts.Dispose();
        cohort.Dispose();
    }

    private static SortedDictionary<string, string> Contents(SmallRun run) =>
        new(Directory.GetFiles(run.Model.Path).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(File.ReadAllBytes(f))), StringComparer.Ordinal);

    /// <summary>Parameters, moments and manifests are in the checkpoints, which hold nothing that depends on time or place.</summary>
    private void AssertSameRuns()
    {
        Assert.Equal(File.ReadAllBytes(whole.Model.Last), File.ReadAllBytes(parts.Model.Last));
        Assert.Equal(File.ReadAllBytes(whole.Model.Model), File.ReadAllBytes(parts.Model.Model));
        Assert.Equal(4, File.ReadLines(whole.Model.Log).Count());
        Assert.Equal(File.ReadAllBytes(whole.Model.Log), File.ReadAllBytes(parts.Model.Log));
    }
}
