using BrainDae.Method.Models;

namespace BrainDae.Report;

/// <summary>What a model card says of its model's use.</summary>
internal static class CardUse
{
    public const string Intended = "Research on finding abnormal tissue in brain MRI without learning what lesions look like: a score map and a mask for people to look at, and a baseline to compare with. Not a medical device: it must not be used for diagnosis or treatment.";

    public static string Limits(ModelFile model) => $"""
        - It has learned from scans of {model.Manifest.Modalities}. Other sequences, scanners, ages and preparations were not seen; calibrate it on scans of your own before you believe a threshold.
        - A score says how far a voxel is from what is expected of healthy tissue, not what the tissue is. Artefacts, vessels and remains of skull are found too, and lesions that look like healthy tissue are not.
        - Its thresholds were found on {(model.Calibration is { } calibration ? $"{calibration.Data.Patients} patients" : "nobody")}: how sure they are is stored with them, and `predict` says so.
        - Figures hold for the patients that they were measured on.
        """;

    public static string Loading(ModelFile model) => $$"""
        From the command line:

        ```sh
        braindae predict --model {{Path.GetFileName(model.Path)}} -i SCANS -o predictions
        ```

        In .NET (packages BrainDae.Prediction, BrainDae.Torch, TorchSharp-cpu):

        ```csharp
        using var model = ModelFile.Open("{{Path.GetFileName(model.Path)}}");
        using var predictor = new Predictor(model, () => Reconstructor.Load(model, TorchRuntime.Start(ComputeDevice.Auto), default), new());
        var prediction = predictor.Run(PatientFiles.Of("p1", model.Manifest.Modalities, paths));
        ```

        The parameters in Python, under their published names:

        ```python
        from safetensors.numpy import load_file
        parameters = load_file("{{Path.GetFileName(model.Path)}}")
        ```
        """;
}
