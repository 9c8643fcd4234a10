using BrainDae.Data.Slices;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Network;

namespace BrainDae.TestModels;

/// <summary>Small models without training.</summary>
public static class TestModel
{
    /// <summary>Writes an untrained network as a model that is not calibrated.</summary>
    public static void Write(ModelFolder folder, long seed = 1)
    {
        _ = GoldenNetwork.Runtime;
        var options = new TrainingOptions { Network = new UNetOptions { BaseChannels = 2, Depth = 2 }, Precision = NetworkPrecision.Float32 };
        using var network = TorchNetworks.Create(options.Network, seed);
        Checkpoint.Write(
            folder.Model,
            new() { Software = "BrainDae test", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null },
            network);
    }

    /// <summary>Calibrates a model in place.</summary>
    public static ModelCalibration Calibrate(ModelFolder folder, SliceStore store, IEnumerable<string> patients, CalibrationOptions? options = null)
    {
        using var model = folder.Open();
        using var reconstructor = Load(model);
        var calibration = new Calibrator(store, reconstructor).Run(patients, [], options ?? new(), progress: null, CancellationToken.None);
        model.WriteCalibrated(folder.Model, calibration);
        return calibration;
    }

    /// <summary>The network of a model in single precision.</summary>
    public static Reconstructor Load(ModelFile model, int batchSize = 16) => Reconstructor.Load(model, GoldenNetwork.Runtime, NetworkPrecision.Float32, batchSize);
}
