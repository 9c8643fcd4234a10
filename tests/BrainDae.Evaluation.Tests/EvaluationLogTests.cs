using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Evaluation.Tests;

public sealed class EvaluationLogTests
{
    [Fact]
    public void The_audit_is_a_warning_where_the_model_has_seen_a_patient()
    {
        using var cohort = new SmallCohort();
        using var run = new SmallRun(cohort);
        using var scratch = new TemporaryFolder();
        run.Train(SmallRun.Options with { Epochs = 1 });
        var (unseen, seen) = (new HeardLog(), new HeardLog());

        Evaluations.Run(run.Model, cohort.Store, cohort.Split, new(), scratch.Path, log: unseen);
        Evaluations.Run(run.Model, cohort.Store, cohort.Split with { Train = [], Test = ["P01", "P05"] }, new() { AllowTrainPatients = true }, scratch.Path, log: seen);

        Assert.Contains(unseen.Lines, line => line.StartsWith("Information: Evaluating small (", StringComparison.Ordinal) && line.EndsWith(") on 1 patients of test", StringComparison.Ordinal));
        Assert.Contains("Debug: P05: scored", unseen.Lines);
        Assert.Contains(unseen.Lines, line => line.StartsWith("Information: Leak audit: none of these patients was trained on", StringComparison.Ordinal));
        Assert.DoesNotContain(unseen.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains("Warning: Leak audit: the model was trained on 1 of these patients", seen.Lines);
    }
}
