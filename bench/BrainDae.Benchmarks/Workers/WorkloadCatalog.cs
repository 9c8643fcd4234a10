using BrainDae.Benchmarks.Published;
using BrainDae.Benchmarks.Workloads;
using BrainDae.Files;

namespace BrainDae.Benchmarks.Workers;

/// <summary>Every workload by the name that a worker process is started with.</summary>
internal static class WorkloadCatalog
{
    public static IWorkload Create(string name, Settings settings) => name switch
    {
        "matrix-product" => new MatrixProduct(settings),
        "copy" => new Copy(settings),
        "inflate" => new Inflate(settings),
        "train" => new Training(settings),
        "score" => new PatientScoring(settings),
        "median" => new MedianOfSlices(settings),
        "count" => new ScoreCounting(settings),
        "preprocess" => new OnePatient(settings),
        "preprocess-cohort" => new CohortPreprocessing(settings),
        "evaluate-cohort" => new CohortEvaluation(settings),
        "reconstruct-cohort" => new CohortReconstruction(settings),
        "pass-onnx" => new OnnxPass(settings),
        "pass-torch" => new TorchPass(settings),
        "help" => new CommandLineStart(settings),
        "published-train" => new PublishedTraining(settings),
        "published-score" => new PublishedScoring(settings),
        "published-median" => new PublishedMedian(settings),
        "published-average-precision" => new PublishedAveragePrecision(settings),
        "published-dice" => new PublishedDice(settings),
        "published-preprocess" => new PublishedPreprocessing(settings),
        _ => throw BrainDaeException.Option($"worker {name}: no such workload."),
    };
}
