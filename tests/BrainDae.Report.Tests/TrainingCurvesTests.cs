using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Report.Tests;

public sealed class TrainingCurvesTests
{
    [Fact]
    public void Losses_and_rates_are_read_epoch_by_epoch_past_a_line_that_was_cut_short()
    {
        using var folder = new TemporaryFolder();
        string[] lines =
        [
            SealedJson.SealLine("""{"epoch":0,"training_loss":0.5,"validation_loss":0.25,"learning_rate":0.001,"best":true}"""),
            SealedJson.SealLine("""{"epoch":1,"training_loss":0.1,"validation_loss":0.3,"learning_rate":0.0005,"best":false}"""),
            "{\"epoch\":2,\"training_lo",
        ];
        File.WriteAllText(folder["log.jsonl"], string.Join('\n', lines));
        var charts = TrainingCurves.Of(folder["log.jsonl"], bestEpoch: 0);

        Assert.Equal(2, charts.Length);
        Assert.Equal<(double, double)>([(1, 0.5), (2, 0.1)], charts[0].Series[0].Points);
        Assert.Equal<(double, double)>([(1, 0.25), (2, 0.3)], charts[0].Series[1].Points);
        Assert.True(charts[0].LogarithmicY);
        Assert.InRange(charts[0].Y.Low, 0.05, 0.1);
        Assert.Equal(1, Assert.Single(charts[0].Marks).X);
        Assert.Equal<(double, double)>([(1, 0.001), (2, 0.0005)], charts[1].Series[0].Points);
    }

    [Fact]
    public void An_imported_model_has_no_curves() => Assert.Empty(TrainingCurves.Of("no/log.jsonl", bestEpoch: -1));
}
