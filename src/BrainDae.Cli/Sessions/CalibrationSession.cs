using BrainDae.Cli.Output;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;

namespace BrainDae.Cli.Sessions;

/// <summary>One calibration with its progress and what it found.</summary>
internal static class CalibrationSession
{
    private static readonly ThresholdKind[] Kinds = [ThresholdKind.Val, ThresholdKind.Healthy, ThresholdKind.Synthetic];

    /// <summary>Opens the model to calibrate, whichever version wrote it.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="target">Where the calibrated model goes.</param>
    /// <param name="inPlace">Whether a calibration that is there may be replaced.</param>
    /// <exception cref="BrainDaeException">There is no model, or something that is there would be replaced without being asked.</exception>
    public static ModelFile Open(ModelFolder folder, ModelFolder target, bool inPlace)
    {
        var copies = target.Path != folder.Path;
        if (copies && inPlace)
        {
            throw BrainDaeException.Option("--as and --in-place: one makes a copy, the other replaces; give one of them.");
        }

        if (copies && File.Exists(target.Model))
        {
            throw BrainDaeException.NotWritable($"{target.Path}: a model of this name exists; give another name with --as.");
        }

        var model = folder.Open();
        if (!copies && !inPlace && model.Calibration is not null)
        {
            model.Dispose();
            throw BrainDaeException.Option($"{model.Path}: is calibrated. Give --as NAME for a copy with the new calibration, or --in-place to replace the one it has.");
        }

        return model;
    }

    public static void Run(CommandContext context, StoredData data, ModelFile model, ModelFolder target, NetworkLoader networks, CalibrationOptions options, UnlabelledRule? unlabelled)
    {
        var (store, split) = data;
        model.Manifest.RequireFit(store);
        RequireUntrained(store, split, model);
        var patients = UnlabelledPatients.Admit(store, split.Val, unlabelled);
        var calibration = ProgressBar.Run(context.Console, progress =>
        {
            using var reconstructor = networks.Load(model);
            var calibrator = new Calibrator(store, reconstructor, target.Path);
            var bar = progress?.AddTask("calibrating", maxValue: calibrator.Steps(patients.Length));
            return calibrator.Run(patients, split.Train, options, new Told<string>(_ => bar?.Increment(1)), context.Cancellation);
        });
        model.WriteCalibrated(target.Model, calibration);
        if (options.Anonymous || model.IsAnonymous)
        {
            MakeAnonymous(target.Last);
        }

        var score = AnomalyScore.DefaultOf(model.ScoreBasis with { Calibration = calibration.ForScores });
        context.WriteLine($"Calibrated {target.Identifier} on {Counted.Of(calibration.Data.Patients, "patient")}, {calibration.Data.LabelledPatients} with a lesion label, {Counted.Of(calibration.Data.HealthySlices, "healthy slice")}.");
        context.WriteLine($"Thresholds of {score.Name}: {string.Join("; ", Kinds.Select(kind => ThresholdText.Of(calibration, score, kind)))}. predict uses {calibration.DefaultKind(score)?.Text() ?? "none"}.");
        if (model.IsAnonymous && !options.Anonymous)
        {
            context.WriteLine("The model stores hashes in place of names, and so does its calibration.");
        }

        context.Written($"{target.Model}.");
    }

    /// <summary>The checkpoint to resume from lies beside the model and names the same patients.</summary>
    private static void MakeAnonymous(string checkpoint)
    {
        if (File.Exists(checkpoint))
        {
            using var last = ModelFile.Open(checkpoint);
            if (!last.IsAnonymous)
            {
                last.WriteAnonymous();
            }
        }
    }

    private static void RequireUntrained(SliceStore store, CohortSplit split, ModelFile model)
    {
        var val = split.Val.ToHashSet(StringComparer.Ordinal);
        if (model.Manifest.Data?.Trained is { } trained && store.Manifest.Patients.FirstOrDefault(p => val.Contains(p.Name) && trained.Holds(p.Name, p.ContentSha256, p.Subject)) is { } seen)
        {
            throw BrainDaeException.Invalid($"{store.SplitFolder}: the model was trained on {seen.Name} (by name or by content), so its residuals there say nothing about new patients. Put other patients into val.txt.");
        }
    }
}
