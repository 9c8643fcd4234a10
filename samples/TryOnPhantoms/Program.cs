// TryOnPhantoms FOLDER: synthetic patients, slices, a small model and how well it finds lesions, in seconds.
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Evaluation;
using BrainDae.Evaluation.Results;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Method.TrainingLog;
using BrainDae.Phantom;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;

var (scans, data, results) = (Path.Combine(args[0], "scans"), Path.Combine(args[0], "data"), Path.Combine(args[0], "results"));
PhantomCohort.Write(scans, PhantomOptions.ForShape(64, 64, 40), patients: 10);
var slices = new CohortPreprocessingOptions { DataFolder = data, Patient = new() { Size = 48 }, TrainFraction = 0.6, ValFraction = 0.2 };
CohortPreprocessor.Run(CohortFinder.Find(scans, Modalities.Brats), slices);

using var store = SliceStore.Open(data);
var split = SplitFiles.Read(store.SplitFolder);
var network = new UNetOptions { BaseChannels = 8, Depth = 2 };
var options = new TrainingOptions { Corruption = new SimplexNoiseOptions(), Network = network, BatchSize = 4, Epochs = 3, IterationsPerEpoch = 8 };
var folder = ModelFolder.Of(Path.Combine(args[0], "models"), "tried");
var runtime = TorchRuntime.Start(ComputeDevice.Auto);
new Trainer(options, store, split, folder, runtime, new TrainingListeners()).Run(resume: false, default);

using var model = folder.Open();
using var reconstructor = Reconstructor.Load(model, runtime);
var report = new Evaluator(store, split, model, reconstructor).Run(new EvaluationOptions(), scratchFolder: results);
EvaluationFiles.Write(results, report); // evaluation.json and patients.csv
foreach (var score in report.Scores)
{
    Console.WriteLine($"{score.Name,-16} AP {score.AveragePrecision:0.000}  Dice {score.Figures["ideal_dice_unfiltered"].Value:0.000}");
}
