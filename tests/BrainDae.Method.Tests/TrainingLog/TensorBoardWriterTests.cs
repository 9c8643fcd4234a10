using BrainDae.Files;
using BrainDae.Method.TrainingLog;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.TrainingLog;

public sealed class TensorBoardWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FixedTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scalars_are_readable_before_the_file_is_closed()
    {
        using var writer = new TensorBoardWriter(folder["run"], time);
        writer.Scalar("loss/train", 0.25f, 0);
        writer.Scalar("läsion", float.NaN, 5_000_000_000);
        Assert.Equal(
            [
                new(FixedTime.Seconds, 0, "brain.Event:2", null, null, null),
                new(FixedTime.Seconds, 0, null, "loss/train", 0.25f, null),
                new(FixedTime.Seconds, 5_000_000_000, null, "läsion", float.NaN, null),
            ],
            EventFile.Read(writer.FilePath));
    }

    [Fact]
    public void A_resumed_run_marks_its_step_in_a_file_that_sorts_after_the_first()
    {
        using var first = new TensorBoardWriter(folder["run"], time);
        first.Scalar("a", 1, 32);
        using var second = new TensorBoardWriter(folder["run"], time);
        second.Resume(32);
        Assert.Equal(new Event(FixedTime.Seconds, 32, null, null, null, 1), EventFile.Read(second.FilePath)[^1]);
        Assert.True(string.CompareOrdinal(first.FilePath, second.FilePath) < 0);
        Assert.Equal(2, EventFile.Read(first.FilePath).Count);
    }

    [Fact]
    public void TensorBoard_recognises_the_file_by_its_name()
    {
        using var writer = new TensorBoardWriter(folder["run"], time);
        Assert.Contains("tfevents", Path.GetFileName(writer.FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(folder["taken"], "");
        var failure = Assert.Throws<BrainDaeException>(() => new TensorBoardWriter(folder["taken"], time).Dispose());
        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
        Assert.StartsWith(folder["taken"], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_step_is_refused()
    {
        using var writer = new TensorBoardWriter(folder["run"], time);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Scalar("a", 1, -1));
    }

    private sealed class FixedTime : TimeProvider
    {
        public const double Seconds = 1_700_000_000.5;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Seconds);
    }
}
