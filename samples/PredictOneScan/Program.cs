// PredictOneScan MODEL.safetensors FLAIR T1 T1CE T2: lesions of one patient, and the score as p1_score.nii.gz.
using BrainDae.Data.Cohorts;
using BrainDae.Method.Models;
using BrainDae.Nifti;
using BrainDae.Prediction;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

var runtime = TorchRuntime.Start(ComputeDevice.Auto);
using var model = ModelFile.Open(args[0]);
using var predictor = new Predictor(model, () => Reconstructor.Load(model, runtime), new PredictionOptions());

var prediction = predictor.Run(PatientFiles.Of("p1", model.Manifest.Modalities, args[1..]));
NiftiWriter.Write("p1_score.nii.gz", prediction.Score);
foreach (var doubt in prediction.Implausible)
{
    Console.WriteLine($"implausible: {doubt}");
}

foreach (var lesion in prediction.Lesions.Lesions)
{
    Console.WriteLine($"{lesion.VolumeMl:0.0} ml at {lesion.CentreMm}");
}
