using System.CommandLine;
using BrainDae.Data.Slices;
using BrainDae.Experiments.CrossValidation;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Method.Scoring;
using BrainDae.Metrics.Pixels;
using BrainDae.Torch.Inference;

namespace BrainDae.Experiments.Abroad;

/// <summary>
/// `abroad`: scores the test patients of finished runs of `cv` as another scanner might show them (<see cref="Stress"/>), and
/// patients of another data folder. Writes a line a run, kind and score to NAME-abroad.jsonl, goes on where it stopped, and
/// prints the mean over the runs.
/// </summary>
internal sealed class AbroadCommand : Command
{
    private readonly RunFlags flags = new();
    private readonly Option<DirectoryInfo?> other = new("--other") { Description = "Data folder of patients of another disease, all of which are tested." };

    public AbroadCommand()
        : base("abroad", "Test the finished runs of cv on patients as another scanner might show them, and on another disease.")
    {
        flags.AddTo(this);
        Options.Add(other);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var store = SliceStore.Open(parsed.GetRequiredValue(flags.Data).ToString());
        using var others = parsed.GetValue(other) is { } folder ? SliceStore.Open(folder.ToString()) : null;
        var experiment = flags.Experiment(parsed, store);
        foreach (var (fold, seed) in flags.Runs(parsed, store))
        {
            using var model = experiment.Model(fold, seed).Open();
            using var network = Reconstructor.Load(model, experiment.Runtime, model.Manifest.Options.Precision);
            string[] names = [.. store.Patients.Order(StringComparer.Ordinal)];
            foreach (var (kind, change) in Stress.Kinds)
            {
                // A patient is changed alike in every run.
                One(experiment, model, network, fold, seed, kind, fold.Split.Test.Order(StringComparer.Ordinal).Select(name => change(store.Get(name).ToPatientSlices(), Array.IndexOf(names, name))));
            }

            foreach (var name in others?.Patients ?? [])
            {
                One(experiment, model, network, fold, seed, name, [others!.Get(name).ToPatientSlices()]);
            }
        }

        Console.WriteLine(AbroadRecord.Table(File(experiment).Read()));
        return 0;
    }

    private static void One(Experiment experiment, ModelFile model, Reconstructor network, Fold fold, long seed, string kind, IEnumerable<PatientSlices> patients)
    {
        var file = File(experiment);
        if (file.Read().Any(done => done.Fold == fold.Number && done.Seed == seed && done.Kind == kind))
        {
            return;
        }

        var calibration = model.Calibration!;
        var scores = AnomalyScore.Servable(new(model.Manifest.Modalities, calibration.ForScores, network.HasLesionOutput));
        var counted = scores.Select(_ => new List<ScoreHistogram>()).ToArray();
        foreach (var patient in patients)
        {
            var reconstructed = PatientScoring.Reconstruct(patient, network, calibration.ForScores, CancellationToken.None);
            foreach (var (i, score) in scores.Index())
            {
                counted[i].Add(ScoreHistogram.Of(score.Compute(reconstructed), patient.Lesion));
            }
        }

        file.Append(scores.Index().Select(score => Record(score.Item, new(counted[score.Index]))));

        AbroadRecord Record(AnomalyScore score, PatientScores patients)
        {
            var (val, synthetic) = (calibration.Of(score, ThresholdKind.Val), calibration.Of(score, ThresholdKind.Synthetic));
            return new(fold.Number, seed, kind, score.Name)
            {
                AveragePrecision = patients.AveragePrecision,
                IdealDice = patients.IdealDice,
                ValDice = val is null ? double.NaN : patients.Dice(val.Value),
                SyntheticDice = synthetic is null ? double.NaN : patients.Dice(synthetic.Value),
                MeanPatientDice = val is null ? double.NaN : patients.MeanPatientDice(val.Value),
                OwnBestDice = patients.OwnBestDice,
            };
        }
    }

    private static RecordFile<AbroadRecord> File(Experiment experiment) => new(experiment, "abroad");
}
