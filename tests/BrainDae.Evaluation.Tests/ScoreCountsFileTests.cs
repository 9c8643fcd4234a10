using System.Collections.Immutable;
using System.IO.Compression;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Metrics.Pixels;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Evaluation.Tests;

/// <summary>What paired comparisons of evaluations are made of.</summary>
public sealed class ScoreCountsFileTests : IDisposable
{
    private const int MostBytes = 100_000;

    private readonly TemporaryFolder folder = new();

    private ModelFolder Model => ModelFolder.Of(folder["models"], "small");

    private string Counts => folder["results", EvaluationFiles.ScoreCountsName];

    [Fact]
    public void Figures_follow_from_the_counts()
    {
        using var cohort = new SmallCohort(patients: 9);

        AssertFollows(Evaluate(cohort.Store, cohort.Split));
    }

    [Fact]
    public void Counts_of_real_scans_are_small()
    {
        var source = TestFiles.Shared("realdata", "brats");
        Assert.SkipWhen(source is null, "real scans are not there");
        var names = Directory.GetDirectories(source).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(3).ToArray();
        foreach (var name in names)
        {
            Directory.CreateDirectory(folder["scans"]);
            Directory.CreateSymbolicLink(folder["scans", name!], Path.Combine(source, name!));
        }

        CohortPreprocessor.Run(BratsCohort.Find(folder["scans"]), new() { DataFolder = folder["data"] }, cancellation: TestContext.Current.CancellationToken);
        using var store = SliceStore.Open(folder["data"]);

        AssertFollows(Evaluate(store, new([], [names[0]!], [.. names[1..]!])));
    }

    [Fact]
    public void Equal_evaluations_have_equal_counts_and_damage_is_found()
    {
        using var cohort = new SmallCohort(patients: 9);
        EvaluationFiles.Write(folder["results"], Evaluate(cohort.Store, cohort.Split));
        var first = File.ReadAllBytes(Counts);
        EvaluationFiles.Write(folder["results"], Evaluate(cohort.Store, cohort.Split));
        Assert.Equal(first, File.ReadAllBytes(Counts));
        EvaluationFiles.Verified(folder["results"]);

        first[first.Length / 2] ^= 1;
        File.WriteAllBytes(Counts, first);

        Assert.StartsWith(Counts, Assert.Throws<BrainDaeException>(() => EvaluationFiles.Verified(folder["results"])).Message, StringComparison.Ordinal);
        File.Delete(Counts);
        Assert.Equal(FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => EvaluationFiles.Verified(folder["results"])).Kind);
    }

    public void Dispose() => folder.Dispose();

    private EvaluationReport Evaluate(SliceStore store, CohortSplit split)
    {
        TestModel.Write(Model);
        TestModel.Calibrate(Model, store, split.Val);
        return Evaluations.Run(Model, store, split, new() { Resamples = 20 }, folder["scratch"], scoreCounts: Counts);
    }

    private void AssertFollows(EvaluationReport report)
    {
        Assert.Equal(FileHash.Of(Counts), report.ScoreCountsSha256);
        Assert.Equal(3, report.Headline.Length);
        using (var zip = ZipFile.OpenRead(Counts))
        {
            Assert.Equal(3 * report.Split.Patients, zip.Entries.Count);
            Assert.All(zip.Entries, entry => Assert.InRange(entry.CompressedLength, 1, MostBytes));
            TestContext.Current.TestOutputHelper?.WriteLine($"largest: {zip.Entries.Max(entry => entry.CompressedLength)} bytes of {zip.Entries.Max(entry => entry.Length)}");
        }

        foreach (var score in report.Headline)
        {
            ImmutableArray<ScoreDistribution> patients = [.. score.Patients.Select(patient => ScoreCountsFile.Read(Counts, score.Name, patient.Name))];
            foreach (var (patient, counts) in score.Patients.Zip(patients))
            {
                Assert.Equal((patient.LesionPixels, patient.Find(MetricCatalog.AveragePrecision)), (counts.Lesion, AveragePrecision.Of(counts)));
                Assert.All(FigureThreshold.All, at => Assert.Equal(
                    patient.Find(MetricCatalog.UnfilteredDice, at), OptionalStatistic.Defined(counts.Above(score.Find(MetricCatalog.Threshold, at)!.Value.Value).Dice)));
            }

            ScoreDistribution pooled = new([
                .. patients.SelectMany(patient => patient.Counts).GroupBy(count => count.Score).OrderBy(group => group.Key)
                    .Select(group => new ScoreCount(group.Key, group.Sum(count => count.Lesion), group.Sum(count => count.Healthy)))]);
            Assert.Equal(score.AveragePrecision, AveragePrecision.Of(pooled));
            Assert.All(FigureThreshold.All, at => Assert.Equal(
                score.Find(MetricCatalog.UnfilteredDice, at)!.Value.Value, pooled.Above(score.Find(MetricCatalog.Threshold, at)!.Value.Value).Dice));
        }
    }
}
