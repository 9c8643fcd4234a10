using System.Collections.Immutable;
using BrainDae.Evaluation.Results;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Masks;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Intervals;
using BrainDae.TestData;
using BrainDae.TestModels;

namespace BrainDae.Evaluation.Tests;

/// <summary>Thresholds without a look at the patients, figures by lesion and in millimetres, intervals.</summary>
public sealed class HonestEvaluationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallCohort cohort = new(patients: 9);

    public HonestEvaluationTests()
    {
        TestModel.Write(Model);
        TestModel.Calibrate(Model, cohort.Store, cohort.Split.Val);
    }

    private ModelFolder Model => ModelFolder.Of(folder["models"], "small");

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.05)]
    public void Healthy_threshold_lets_the_chosen_share_of_healthy_tissue_through(double rate)
    {
        TestModel.Calibrate(Model, cohort.Store, cohort.Split.Val, new() { HealthyRate = rate });
        var flair = Flair(Evaluate(new()));

        // The score of the baseline is the image itself: count it in the healthy slices of the val split.
        var tissue = new[] { "P03", "P04" }.Select(name => cohort.Store.Get(name)).SelectMany(HealthyFlair).ToArray();
        var threshold = (Half)flair.Healthy!.Threshold;
        Assert.InRange(Share(tissue.Count(v => (Half)v > threshold)), 0, rate);
        Assert.True(Share(tissue.Count(v => (Half)v >= threshold)) > rate);

        double Share(int count) => count / (double)tissue.Length;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Measurements_beside_the_network_and_after_it_are_those_of_the_scores(bool filters)
    {
        var options = new EvaluationOptions { UseComponentFilter = filters };
        var report = Flair(Evaluate(options));

        foreach (var result in report.Patients)
        {
            var patient = cohort.Store.Get(result.Name);
            Same(report.Validation!.Threshold, result.Validation!);
            Same(report.Healthy!.Threshold, result.Healthy!);
            if (filters)
            {
                Same(report.Ideal!.Threshold, result.Ideal!);
            }
            else
            {
                Assert.Null(result.Ideal!.Lesions);
            }

            void Same(double threshold, PatientDetection actual)
            {
                var scores = Enumerable.Range(0, patient.Count).SelectMany(slice => FlairOf(patient, slice)).ToArray();
                var measurement = PatientMeasurement.Of(options);
                var expected = measurement.At(scores, measurement.Truth(patient, patient.Labels()), threshold, new FlairIntensityScore());
                Assert.Equal(Figure.Defined(expected.Hausdorff95), actual.Hausdorff95);
                Assert.Equal(Figure.Defined(expected.SurfaceDice), actual.SurfaceDice);
                Assert.Equal((expected.Lesions.Lesions, expected.Lesions.Found, expected.Lesions.FalsePositives), (actual.Lesions, actual.LesionsFound, actual.FalsePositiveLesions));
                if (filters)
                {
                    Assert.Equal(Figure.Defined(expected.Voxels.Dice), actual.Dice);
                }
            }
        }
    }

    [Fact]
    public void Squares_are_found_with_their_volume_and_their_distance_in_millimetres()
    {
        var report = Evaluate(new());
        var flair = Flair(report);

        // Two slices of 36 voxels of the 1 mm scan: 0.072 ml.
        Assert.All(flair.Patients, p => Assert.Equal((0.072, "below 10 ml"), (p.TumourMillilitres, p.VolumeGroup)));
        var group = Assert.Single(flair.VolumeGroups);
        Assert.Equal(("below 10 ml", 4), (group.Group, group.Patients));
        Assert.Equal(flair.Patients.Average(p => p.Validation!.Dice), group.Validation!.MeanDice);
        Assert.Equal((4, 4, 1.0), (flair.Validation!.Lesions!.Lesions, flair.Validation.Lesions.Found, flair.Validation.Lesions.Recall));
        Assert.InRange(flair.Validation.SurfaceDice!.Mean!.Value, 0.9, 1);
        // Pixels of 64 mm / 32: any distance is a multiple of 2 mm within a slice and of 1 mm across.
        Assert.InRange(flair.Validation.Hausdorff95!.Mean!.Value, 0, 4);
        Assert.Equal(4, flair.Validation.Hausdorff95.Patients);
    }

    [Fact]
    public void Intervals_hold_their_figures_and_follow_from_the_seed()
    {
        var first = Evaluate(new() { Resamples = 300 });
        var again = Evaluate(new() { Resamples = 300 });
        var other = Evaluate(new() { Resamples = 300, BootstrapSeed = 5 });

        Assert.Equal(new(300, 0), first.Bootstrap);
        foreach (var score in first.Scores)
        {
            Holds(score.AveragePrecisionInterval, score.AveragePrecision);
            Holds(score.Ideal!.DiceInterval, score.Ideal.Dice);
            Holds(score.Ideal.DiceFilteredInterval, score.Ideal.DiceFiltered);
            Holds(score.Validation!.MeanPatientDiceInterval, score.Validation.MeanPatientDice);
            Holds(score.Healthy!.DiceInterval, score.Healthy.Dice);
        }

        Assert.Equal(first.Scores.Select(s => s.AveragePrecisionInterval), again.Scores.Select(s => s.AveragePrecisionInterval));
        Assert.Equal(first.Scores.Select(s => s.Healthy), again.Scores.Select(s => s.Healthy));
        Assert.NotEqual(first.Scores.Select(s => s.AveragePrecisionInterval), other.Scores.Select(s => s.AveragePrecisionInterval));
        Assert.Equal(first.Scores.Select(s => s.AveragePrecision), other.Scores.Select(s => s.AveragePrecision));

        static void Holds(ConfidenceInterval? interval, double? figure)
        {
            Assert.NotNull(interval);
            Assert.InRange(figure!.Value, interval.Value.Low - 1e-12, interval.Value.High + 1e-12);
        }
    }

    [Fact]
    public void What_the_network_gains_is_the_difference_to_the_strongest_baseline_on_the_same_resamples()
    {
        var report = Evaluate(new() { Resamples = 300 });

        var (ours, theirs, gain) = (report.Default, report.StrongestBaseline!, report.Gain!);
        Assert.Equal((ours.Name, theirs.Name, 4), (gain.Score, gain.Baseline, gain.Patients));
        Assert.Equal(ours.AveragePrecision!.Value - theirs.AveragePrecision!.Value, gain.AveragePrecision, 1e-12);
        Assert.Equal(ours.Patients.Count(p => p.AveragePrecision > theirs.Patients.Single(q => q.Name == p.Name).AveragePrecision), gain.PatientsBetter);
        Assert.InRange(gain.AveragePrecision, gain.Interval!.Value.Low - 1e-12, gain.Interval.Value.High + 1e-12);
        Assert.InRange(gain.Interval.Value.Low, ours.AveragePrecisionInterval!.Value.Low - theirs.AveragePrecisionInterval!.Value.High - 1e-12, 1);
        Assert.Equal(gain, Evaluate(new() { Resamples = 300 }).Gain);
    }

    [Fact]
    public void What_makes_a_resample_hard_for_both_scores_cancels()
    {
        var ours = Flair(Evaluate(new()));
        ImmutableArray<double> theirs = [0.2, 0.9, 0.5, 0.4, double.NaN];
        var resampled = new Dictionary<string, ImmutableArray<double>> { ["network"] = [.. theirs.Select(value => value + 0.125)], [ours.Name] = theirs };

        var gain = NetworkGain.Of(ours with { Name = "network", AveragePrecision = 0.75 }, ours with { AveragePrecision = 0.625 }, resampled)!;

        Assert.Equal(0.125, gain.AveragePrecision, 1e-12);
        Assert.Equal((0.125, 0.125), (Math.Round(gain.Interval!.Value.Low, 9), Math.Round(gain.Interval.Value.High, 9)));
        Assert.Equal((0, 4), (gain.PatientsBetter, gain.Patients));
        Assert.Null(NetworkGain.Of(ours, ours, resampled));
        Assert.Null(NetworkGain.Of(ours, null, resampled));
        Assert.Null(NetworkGain.Of(ours with { Name = "network", AveragePrecision = null }, ours, resampled));
    }

    [Fact]
    public void Every_figure_of_a_patient_is_in_its_row()
    {
        var report = Evaluate(new());
        EvaluationFiles.Write(folder["results"], report);

        var rows = File.ReadAllLines(folder["results", "patients.csv"]).Select(line => line.Split(',')).ToArray();
        var row = rows.Single(r => r[0] == "flair_intensity" && r[1] == "P07");
        var patient = Flair(report).Patients.Single(p => p.Name == "P07");
        Assert.Equal(8 + 2 + 7 * 10, rows[0].Length);
        Assert.Equal(patient.Synthetic!.Precision, Value("synthetic_precision"));
        Assert.Equal(patient.Validation!.Hausdorff95, Value("validation_hd95_mm"));
        Assert.Equal(patient.Healthy!.LesionF1, Value("healthy_lesion_f1"));
        Assert.Equal(patient.Ideal!.Sensitivity, Value("ideal_sensitivity"));
        Assert.Equal(0.072, Value("tumour_millilitres"));

        double? Value(string column) => row[Array.IndexOf(rows[0], column)] is { Length: > 0 } text ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    public void Dispose()
    {
        cohort.Dispose();
        folder.Dispose();
    }

    private static ScoreResult Flair(EvaluationReport report) => report.Scores.Single(s => s.Name == new FlairIntensityScore().Name);

    private static float[] FlairOf(PatientSliceFile patient, int slice)
    {
        var image = new float[Modalities.Brats.Count * patient.Size * patient.Size];
        patient.CopyImage(slice, image);
        return image[..(patient.Size * patient.Size)];
    }

    private static IEnumerable<float> HealthyFlair(PatientSliceFile patient)
    {
        foreach (var slice in Enumerable.Range(0, SmallCohort.HealthySlices))
        {
            var (image, mask) = (new float[Modalities.Brats.Count * patient.Size * patient.Size], new byte[patient.Size * patient.Size]);
            patient.CopyImage(slice, image);
            ForegroundMask.Find(image, mask);
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                if (mask[pixel] != 0)
                {
                    yield return image[pixel];
                }
            }
        }
    }

    private EvaluationReport Evaluate(EvaluationOptions options)
    {
        return Evaluations.Run(Model, cohort.Store, cohort.Split, options with { Resamples = Math.Min(options.Resamples, 300) }, folder["scratch"]);
    }
}
