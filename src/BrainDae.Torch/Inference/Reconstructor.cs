using BrainDae.Files;
using BrainDae.Imaging.Grids;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Method.Scoring;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using static TorchSharp.torch;

namespace BrainDae.Torch.Inference;

/// <summary>Runs the trained network over slices with libtorch.</summary>
public sealed class Reconstructor : WindowedReconstructor
{
    private readonly DenoisingNetwork network;
    private readonly TorchRuntime runtime;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">The trained network; disposed with this object.</param>
    /// <param name="trainedWindow">What the network saw of a slice in training; null for whole slices.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="precision">Arithmetic inside the network; default <see cref="NetworkPrecision.Auto"/>.</param>
    /// <param name="batchSize">Slices at a time, 1 or more; see <see cref="WindowedReconstructor.BatchSize"/>.</param>
    public Reconstructor(DenoisingNetwork network, WindowSize? trainedWindow, TorchRuntime runtime, NetworkPrecision precision = NetworkPrecision.Auto, int batchSize = 16)
        : base(OptionsOf(network), trainedWindow, batchSize, IsProcessor(runtime))
    {
        (this.network, this.runtime) = (network, runtime);
        network.eval();
        network.Precision = runtime.Resolve(precision);
        network.Fold();
    }

    /// <inheritdoc/>
    public override string Runtime => "torch";

    /// <inheritdoc/>
    public override NetworkPrecision Precision => network.Precision;

    /// <summary>A model's network, ready to reconstruct.</summary>
    /// <param name="model">The model; may be closed afterwards.</param>
    /// <param name="runtime">What computes.</param>
    /// <param name="precision">Arithmetic inside the network; default <see cref="NetworkPrecision.Auto"/>.</param>
    /// <param name="batchSize">Slices at a time, 1 or more.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest.</exception>
    public static Reconstructor Load(ModelFile model, TorchRuntime runtime, NetworkPrecision precision = NetworkPrecision.Auto, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(Checkpoint.CreateNetwork(model, runtime), TrainedWindow(model.Manifest.Options), runtime, precision, batchSize);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            network.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Forward(NetworkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var input = empty(batch.Count, batch.InputChannels, batch.Window.X, batch.Window.Y);
        batch.Input.CopyTo(TensorMemory.Elements(input));
        using var turn = runtime.TakeTurn();
        var (reconstruction, logits) = network.ForwardBoth(input.to(runtime.Device));
        TensorMemory.Elements(reconstruction.cpu().contiguous()).CopyTo(batch.Reconstruction);
        if (batch.LesionProbability.Length > 0 && logits is not null)
        {
            TensorMemory.Elements(logits.sigmoid().cpu().contiguous()).CopyTo(batch.LesionProbability);
        }
    }

    private static NetworkOptions OptionsOf(DenoisingNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Options;
    }

    private static bool IsProcessor(TorchRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return runtime.Device.type == TorchSharp.DeviceType.CPU;
    }
}
