using System.CommandLine;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption.Painting;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;
using BrainDae.Torch.Inference;

namespace BrainDae.Experiments.Combination;

/// <summary>
/// `combine`: on finished runs of `cv` with a lesion output, compares ways to combine what the network says with what the
/// image shows. Units and thresholds are found on painted validation patients. Writes a line a run and combination to
/// NAME-combine.jsonl, goes on where it stopped, and prints the mean over the runs.
/// </summary>
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

        Console.WriteLine(CombinationRecord.Table(File(experiment).Read()));
        return 0;
    }

    private static void One(Experiment experiment, SliceStore store, Fold fold, long seed)
    {
        using var model = experiment.Model(fold, seed).Open();
        using var network = Reconstructor.Load(model, experiment.Runtime, model.Manifest.Options.Precision);
        var calibration = model.Calibration!.ForScores;
        PaintedParts[] painted = [.. Painted(store, fold, model, network)];
        (Parts Parts, byte[] Labels)[] test =
        [
            .. fold.Split.Test.Order(StringComparer.Ordinal).Select(store.Get)
                .Select(patient => (new Parts(PatientScoring.Reconstruct(patient, network, calibration, CancellationToken.None)), patient.Labels())),
        ];
        var file = File(experiment);
        var done = file.Read();
        foreach (var combination in Combination.All.Where(c => !done.Any(d => d.Fold == fold.Number && d.Seed == seed && d.Group == c.Group && d.Combination == c.Name)))
        {
            var unit = PaintedParts.Unit(painted, combination);
            var threshold = PaintedParts.Threshold(painted, combination, unit);
            var scores = new PatientScores([.. test.Select(patient => ScoreHistogram.Of(patient.Parts.Of(combination, unit), patient.Labels))]);
            var record = new CombinationRecord(fold.Number, seed, combination.Group, combination.Name)
            {
                AveragePrecision = scores.AveragePrecision,
                IdealDice = scores.IdealDice,
                SyntheticDice = scores.Dice(threshold),
                MeanPatientDice = scores.MeanPatientDice(threshold),
                OwnBestDice = scores.OwnBestDice,
            };
            file.Append([record]);
            Console.WriteLine(record);
        }
    }

    private static RecordFile<CombinationRecord> File(Experiment experiment) => new(experiment, "combine");

    private static IEnumerable<PaintedParts> Painted(SliceStore store, Fold fold, ModelFile model, Reconstructor network)
    {
        var options = model.Manifest.Options;
        foreach (var (i, name) in fold.Split.Val.Order(StringComparer.Ordinal).Index())
        {
            var file = store.Get(name);
            bool[] healthy = [.. Enumerable.Range(0, file.Count).Select(slice => file.IsHealthy(slice, options.HealthyRule))];
            for (var round = 0; round < 2; round++)
            {
                var patient = PaintedPatient.Of(file.ToPatientSlices(), healthy, options.Lesions, new RandomStream(7, i, round));
                yield return new(new(PatientScoring.Reconstruct(patient.Slices, network, model.Calibration!.ForScores, CancellationToken.None)), patient.Lesion, healthy);
            }
        }
    }
}
