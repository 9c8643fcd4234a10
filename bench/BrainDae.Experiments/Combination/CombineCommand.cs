using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;
using BrainDae.Torch.Inference;

namespace BrainDae.Experiments.Combination;

/// <summary>`combine`: on finished runs of `cv` with a lesion output, compares ways to combine what the network says with what the image shows.</summary>
internal sealed class CombineCommand : Command
{
    private readonly RunFlags flags = new();

    public CombineCommand()
        : base("combine", "Compare combinations of scores on the finished runs of cv.")
    {
        flags.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(flags.Data).ToString());
        var experiment = flags.Experiment(parsed, store);
        foreach (var (fold, seed) in flags.Runs(parsed, store))
        {
            One(experiment, store, fold, seed);
        }

        return 0;
    }

    private static void One(Experiment experiment, SliceStore store, Fold fold, long seed)
    {
        using var model = experiment.Model(fold, seed).Open();
        using var network = Reconstructor.Load(model, experiment.Runtime, model.Manifest.Options.Precision);
        var healthy = model.Calibration!.Healthy;
        var lesions = model.Manifest.Options.Lesions;
        List<(Parts Parts, byte[] Labels, bool[] Counted)> painted = [];
        foreach (var (i, name) in fold.Split.Val.Order(StringComparer.Ordinal).Index())
        {
            for (var round = 0; round < 2; round++)
            {
                var file = store.Get(name);
                bool[] unharmed = [.. Enumerable.Range(0, file.Count).Select(slice => file.IsHealthy(slice, model.Manifest.Options.HealthyRule))];
                var patient = PaintedPatient.Of(file.ToPatientSlices(), unharmed, lesions, new RandomStream(7, i, round));
                painted.Add((Parts.Of(PatientScoring.Reconstruct(patient.Slices, network, healthy, CancellationToken.None)), patient.Lesion, patient.Healthy));
            }
        }

        var test = fold.Split.Test.Order(StringComparer.Ordinal).Select(name => (Name: name, Parts: Parts.Of(PatientScoring.Reconstruct(store.Get(name), network, healthy, CancellationToken.None)), Labels: store.Get(name).Labels())).ToList();
        List<(string Name, Func<Parts, int, double> Of)> scores =
        [
            ("flair_contrast", (p, i) => p.Contrast[i]),
            ("signed_residual", (p, i) => p.Contrast[i] * p.Brightness + p.Residual[i]),
            ("residual alone", (p, i) => p.Residual[i]),
            ("probability", (p, i) => p.Probability[i]),
            ("probability + contrast", (p, i) => p.Probability[i] + p.Contrast[i]),
        ];
        foreach (var weight in (double[])[1, 2, 4, 8, 16, 32])
        {
            scores.Add((FormattableString.Invariant($"{weight} probability + signed_residual"), (p, i) => weight * p.Probability[i] + p.Contrast[i] * p.Brightness + p.Residual[i]));
        }

        (string Name, Func<Parts, int, double>[] Features)[] fits =
        [
            ("fit p,r,c", [(p, i) => p.Probability[i], (p, i) => p.Residual[i], (p, i) => p.Contrast[i] * p.Brightness]),
            ("fit logit,r,c", [(p, i) => Logit(p.Probability[i]), (p, i) => p.Residual[i], (p, i) => p.Contrast[i] * p.Brightness]),
            ("fit r,c", [(p, i) => p.Residual[i], (p, i) => p.Contrast[i] * p.Brightness]),
            ("fit p,sqrt r,sqrt c", [(p, i) => p.Probability[i], (p, i) => Math.Sqrt(p.Residual[i]), (p, i) => Math.Sqrt(p.Contrast[i] * p.Brightness)]),
        ];
        foreach (var (name, features) in fits)
        {
            List<double[]> rows = [];
            List<bool> labels = [];
            var random = new RandomStream(11);
            foreach (var (parts, lesion, counted) in painted)
            {
                for (var i = 0; i < lesion.Length; i++)
                {
                    if (counted[i / parts.Area] && parts.Foreground[i] != 0 && random.NextInt(4) == 0)
                    {
                        rows.Add([.. features.Select(f => f(parts, i))]);
                        labels.Add(lesion[i] != 0);
                    }
                }
            }

            var weights = LogisticFit.Of(rows, labels);
            Console.Error.WriteLine(FormattableString.Invariant($"{name}: {string.Join(' ', weights.Select(w => w.ToString("0.000", CultureInfo.InvariantCulture)))} on {rows.Count} pixels, {labels.Count(l => l)} lesion"));
            scores.Add((name, (p, i) => 1 / (1 + Math.Exp(-(weights[^1] + features.Select((f, k) => weights[k] * f(p, i)).Sum())))));
        }

        foreach (var (name, of) in scores)
        {
            var synthetic = new ScoreHistogram();
            foreach (var (parts, lesion, counted) in painted)
            {
                var values = Values(parts, of);
                for (var slice = 0; slice < counted.Length; slice++)
                {
                    if (counted[slice])
                    {
                        synthetic.Add(values.AsSpan(slice * parts.Area, parts.Area), lesion.AsSpan(slice * parts.Area, parts.Area));
                    }
                }
            }

            var (pooled, own) = (new ScoreHistogram(), new List<double>());
            List<ScoreDistribution> distributions = [];
            foreach (var (_, parts, labels) in test)
            {
                var histogram = ScoreHistogram.Of(Values(parts, of), labels);
                pooled.Merge(histogram);
                distributions.Add(histogram.ToDistribution());
                own.Add(DiceCurve.BestOverAllThresholds(distributions[^1])!.Value.Dice);
            }

            var (found, all) = (synthetic.ToDistribution(), pooled.ToDistribution());
            var (best, ideal) = (DiceCurve.BestOverAllThresholds(found)!.Value, DiceCurve.BestOverAllThresholds(all)!.Value);
            var line = JsonSerializer.Serialize(new
            {
                experiment.Name, Fold = fold.Number, Seed = seed, Score = name,
                Ap = AveragePrecision.Of(all), Ideal = ideal.Dice, IdealThreshold = ideal.Threshold,
                Synthetic = all.Above(best.Threshold).Dice, SyntheticThreshold = best.Threshold, SyntheticAp = AveragePrecision.Of(found),
                MeanAtSynthetic = distributions.Average(d => d.Above(best.Threshold).Dice), MeanAtIdeal = distributions.Average(d => d.Above(ideal.Threshold).Dice), MeanOwn = own.Average(), Own = own,
            });
            File.AppendAllText(Path.Combine(experiment.Work, $"{experiment.Name}-combine.jsonl"), line + "\n");
            Console.WriteLine(FormattableString.Invariant($"f{fold.Number}s{seed} {name,-34} AP {AveragePrecision.Of(all):0.000} ideal {ideal.Dice:0.000} @{ideal.Threshold:0.00} synth-thr {all.Above(best.Threshold).Dice:0.000} @{best.Threshold:0.00} (synthAP {AveragePrecision.Of(found):0.000}) mean@synth {distributions.Average(d => d.Above(best.Threshold).Dice):0.000} own {string.Join(' ', own.Select(o => o.ToString("0.00", CultureInfo.InvariantCulture)))}"));
        }
    }

    private static double Logit(double p) => Math.Log(Math.Max(p, 1e-4) / Math.Max(1 - p, 1e-4));

    private static float[] Values(Parts parts, Func<Parts, int, double> of)
    {
        var values = new float[parts.Foreground.Length];
        Parallel.For(0, values.Length / parts.Area, slice =>
        {
            for (var i = slice * parts.Area; i < (slice + 1) * parts.Area; i++)
            {
                values[i] = parts.Foreground[i] == 0 ? -1f : (float)of(parts, i);
            }
        });
        return values;
    }
}

/// <summary>What can be combined, each smoothed.</summary>
internal sealed record Parts(float[] Probability, float[] Residual, float[] Contrast, double Brightness, byte[] Foreground, int Area)
{
    public static Parts Of(ScoreInput input)
    {
        var contrast = new FlairContrastScore().Compute(input);
        var both = new SignedResidualScore().Compute(input);
        var flair = input.Modalities.ChannelOf(Data.Cohorts.Modality.Flair);
        var brightness = 1 / input.Healthy!.Deviations[flair];
        float[] residual = [.. both.Select((b, i) => (float)Math.Max(0, b - brightness * contrast[i]))];
        return new(new LesionProbabilityScore().Compute(input), residual, contrast, brightness, input.Brain.Mask.ToArray(), input.Size * input.Size);
    }
}
