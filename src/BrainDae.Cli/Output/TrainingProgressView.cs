using BrainDae.Method.TrainingLog;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>
/// Shows a run as it goes: on a terminal a bar with loss, rate, speed and time left; where output is redirected, one
/// line an epoch.
/// </summary>
internal sealed class TrainingProgressView(IAnsiConsole console, ProgressContext? context) : ITrainingListener
{
    private ProgressTask? bar;
    private TrainingPlan? plan;
    private double smoothedLoss = double.NaN;
    private double speed;
    private long started;

    public void Started(TrainingPlan plan)
    {
        this.plan = plan;
        console.MarkupLineInterpolated($"{plan.TrainingSlices} healthy training slices, {plan.ValidationSlices} for validation{(plan.FirstEpoch > 0 ? $"; going on at epoch {plan.FirstEpoch}" : "")}.");
        bar = context?.AddTask("training", maxValue: (long)plan.Epochs * plan.IterationsPerEpoch);
        bar?.Value = (double)plan.FirstEpoch * plan.IterationsPerEpoch;
        started = TimeProvider.System.GetTimestamp();
    }

    public void IterationDone(IterationReport report)
    {
        smoothedLoss = double.IsNaN(smoothedLoss) ? report.Loss : 0.95 * smoothedLoss + 0.05 * report.Loss;
        var done = report.Iteration + 1 - (long)plan!.FirstEpoch * plan.IterationsPerEpoch;
        speed = done / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        if (bar is not null)
        {
            bar.Value = report.Iteration + 1;
            bar.Description = $"loss {smoothedLoss:0.00000}  lr {report.LearningRate:0.00e+00}  {speed:0.00} it/s";
        }
    }

    public void EpochDone(EpochReport report)
    {
        var left = TimeSpan.FromSeconds((plan!.Epochs - report.Epoch - 1) * plan.IterationsPerEpoch / Math.Max(speed, 1e-9));
        console.WriteLine($"epoch {report.Epoch + 1}/{plan.Epochs}  loss {report.TrainingLoss:0.000000}  validation {report.ValidationLoss:0.000000}{Lesion(report.ValidationLesionLoss)}{(report.Best ? " (best)" : "")}  lr {report.LearningRate:0.00e+00}  {report.IterationsPerSecond:0.00} it/s  left {Duration(left)}");
    }

    public void Calibrating(int patients) => console.WriteLine($"calibrating on {Counted.Of(patients, "validation patient")}");

    private static string Lesion(double? loss) => loss is { } value ? $" (lesions {value:0.0000})" : "";

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes:00} min" : $"{time.Minutes} min {time.Seconds:00} s";
}
