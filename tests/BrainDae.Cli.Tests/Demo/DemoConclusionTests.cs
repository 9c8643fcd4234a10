using BrainDae.Cli.Demo;
using BrainDae.Cli.Tests.Output;
using BrainDae.Method.Scores;

namespace BrainDae.Cli.Tests.Demo;

public sealed class DemoConclusionTests
{
    [Fact]
    public void The_network_wins() => Assert.Equal(
        "The model finds the tumours with average precision 0.900 (the paper's score: 0.600); the best score without a network, flair_contrast, reaches 0.800.",
        Of(0.9, 0.6, 0.8));

    [Fact]
    public void The_network_loses() => Assert.Equal(
        "With this seed the model's average precision, 0.700 (the paper's score: 0.600), does not beat flair_contrast (0.800), which needs no network: the demo trains a small one for minutes.",
        Of(0.7, 0.6, 0.8));

    [Fact]
    public void A_tie_is_no_win() => Assert.Contains("does not beat flair_contrast (0.800)", Of(0.8, 0.6, 0.8), StringComparison.Ordinal);

    [Fact]
    public void The_papers_score_as_the_default_is_named_once() => Assert.Equal(
        "The model finds the tumours with average precision 0.900; the best score without a network, flair_contrast, reaches 0.800.",
        DemoConclusion.Of(Reports.Of(
            Reports.Score("published", ScoreRole.Reference, 0.9, 0.8, isDefault: true),
            Reports.Score("flair_contrast", ScoreRole.Baseline, 0.8, 0.7))));

    [Fact]
    public void Patients_without_a_lesion_say_nothing() => Assert.Equal(
        "No test patient has a lesion, so nothing can be said of how well they are found.",
        Of(null, null, null));

    private static string Of(double? model, double? reference, double? baseline) => DemoConclusion.Of(Reports.Of(
        Reports.Score("flair_intensity", ScoreRole.Baseline, 0.1, 0.1),
        Reports.Score("flair_contrast", ScoreRole.Baseline, baseline, 0.7),
        Reports.Score("published", ScoreRole.Reference, reference, 0.5),
        Reports.Score("signed_residual", ScoreRole.Method, model, 0.8, isDefault: true)));
}
