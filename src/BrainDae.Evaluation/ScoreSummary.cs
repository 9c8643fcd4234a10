using System.Collections.Immutable;
using BrainDae.Evaluation.Figures;
using BrainDae.Evaluation.Results;
using BrainDae.Metrics.Intervals;
using BrainDae.Metrics.Lesions;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation;

/// <summary>Turns what was counted and measured under one score into its figures.</summary>
internal static class ScoreSummary
{
    /// <summary>The figures.</summary>
    /// <param name="scored">The patients under the score.</param>
    /// <param name="bootstrap">For the intervals.</param>
    /// <param name="resampled">Average precision of each of its resamples.</param>
    public static ScoreResult Of(ScoredSplit scored, PatientBootstrap bootstrap, ImmutableArray<double> resampled)
    {
        var withLesion = scored.Patients.Count(patient => patient.AveragePrecision is not null);
        var figures = new FigureTable<Figure>
        {
            { new(MetricCatalog.AveragePrecision), Figure.Of(AveragePrecision.Of(scored.Pooled), ConfidenceInterval.Of(resampled), withLesion) },
            { new(MetricCatalog.Auroc), Figure.Of(Auroc.Of(scored.Pooled), null, withLesion) },
        };
        AddMeasured(figures, scored, scored.Patients, (metric, detections) => metric.Over(detections, bootstrap));
        return new()
        {
            Name = scored.Score.Name,
            Description = scored.Score.Description,
            Role = scored.Score.Role,
            Curves = CurveSampling.Of(scored.Pooled),
            Thresholds = scored.Score.FitsPublishedThresholds ? "0, 0.001 .. 0.999, rounded to half precision" : "every distinct half-precision score",
            Figures = figures,
            VolumeGroups = [.. TumourVolumeGroup.All.Select(group => Group(group, scored)).OfType<VolumeGroupResult>()],
            Patients = [.. scored.Patients.Select(patient => Patient(scored, patient))],
        };
    }

    private static void AddMeasured(
        FigureTable<Figure> figures, ScoredSplit scored, ImmutableArray<ScoredPatient> patients, Func<Metric, ImmutableArray<MeasuredDetection>, Figure?> over)
    {
        foreach (var (i, at) in scored.Thresholds.Index())
        {
            ImmutableArray<MeasuredDetection> detections = [.. patients.Select(patient => patient.Detections[i])];
            figures.Add(new(MetricCatalog.Threshold, at.Threshold, at.Grid), Figure.Of(at.Value, null, patients.Length));
            foreach (var metric in MetricCatalog.All.Where(metric => metric.Terms is not null))
            {
                figures.Add(new(metric, at.Threshold, at.Grid), over(metric, detections));
            }
        }
    }

    private static PatientResult Patient(ScoredSplit scored, ScoredPatient patient)
    {
        var figures = new FigureTable<double>
        {
            { new(MetricCatalog.AveragePrecision), patient.AveragePrecision },
            { new(MetricCatalog.OwnIdealDice), patient.BestDice },
        };
        foreach (var (at, detection) in scored.Thresholds.Zip(patient.Detections))
        {
            foreach (var metric in MetricCatalog.All.Where(metric => metric.OfPatients))
            {
                figures.Add(new(metric, at.Threshold, at.Grid), metric.Of(detection));
            }
        }

        var group = TumourVolumeGroup.Of(patient.TumourMillilitres).Name;
        return new(patient.Name, patient.Slices, patient.LesionPixels, patient.TumourMillilitres, group, figures);
    }

    private static VolumeGroupResult? Group(TumourVolumeGroup group, ScoredSplit scored)
    {
        ImmutableArray<ScoredPatient> members = [.. scored.Patients.Where(p => TumourVolumeGroup.Of(p.TumourMillilitres) == group)];
        if (members.IsEmpty)
        {
            return null;
        }

        ImmutableArray<double?> precisions = [.. members.Select(patient => patient.AveragePrecision)];
        var figures = new FigureTable<Figure>
        {
            { new(MetricCatalog.AveragePrecision), Figure.Of(OptionalStatistic.Mean(precisions), null, precisions.Count(value => value is not null)) },
        };
        AddMeasured(figures, scored, members, (metric, detections) => metric.InGroup(detections));
        return new(group.Name, members.Length, figures);
    }
}
