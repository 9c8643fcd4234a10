using BrainDae.Method.TrainingLog;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.TrainingLog;

public sealed class LoggerListenerTests
{
    [Fact]
    public void A_run_is_logged_from_its_plan_to_its_calibration()
    {
        var log = new HeardLog();
        var listener = new LoggerListener(log);

        listener.Started(new(40, 8, 2, 5, 3));
        listener.IterationDone(new(6, 0.25, 0.1, 1));
        listener.EpochDone(new(2, 0.5, 0.75, 0.1, Best: true, 4));
        listener.Calibrating(2);

        Assert.Equal(
            [
                "Information: Training on 40 healthy slices, validating on 8, from epoch 2 of 5",
                "Trace: Iteration 6: loss 0.25",
                "Information: Epoch 2: training loss 0.5, validation loss 0.75, best so far True",
                "Information: Calibrating on 2 patients",
            ],
            log.Lines);
    }
}
