// PredictWithOnnx MODEL.safetensors FLAIR T1 T1CE T2: one patient's score map as p1_score.nii.gz, without libtorch.
using BrainDae.Data.Cohorts;
using BrainDae.Method.Models;
using BrainDae.Nifti;
using BrainDae.Onnx;
using BrainDae.Prediction;

using var model = ModelFile.Open(args[0]);
using var predictor = new Predictor(model, () => OnnxReconstructor.Load(model), new PredictionOptions());

var prediction = predictor.Run(PatientFiles.Of("p1", model.Manifest.Modalities, args[1..]));
NiftiWriter.Write("p1_score.nii.gz", prediction.Score);
Console.WriteLine($"{predictor.Settings.Score}, lesion above {predictor.Settings.Threshold:0.0000}: {prediction.Lesions.VolumeMl:0.0} ml");
