using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Torch.Network;
using BrainDae.Torch.Optimization;
using BrainDae.Torch.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace BrainDae.Torch.Checkpoints;

/// <summary>
/// A checkpoint file: parameters under their published names, the optimiser's moments under `optimizer.*`, averaged
/// parameters under `average.*`, and the manifest in the header under `manifest`.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string OptimizerPrefix = "optimizer.";
    private const string AveragePrefix = "average.";

    private readonly ModelFile model;

    private Checkpoint(ModelFile model) => this.model = model;

    /// <summary>Everything but the tensors.</summary>
    public CheckpointManifest Manifest => model.Manifest;

    /// <summary>Writes a checkpoint in one atomic step, then the readable copy of its manifest.</summary>
    /// <param name="path">The .safetensors file; the copy has the ending .json.</param>
    /// <param name="manifest">Everything but the tensors.</param>
    /// <param name="network">The parameters.</param>
    /// <param name="optimizer">The moments, for a checkpoint to resume from; null for a model.</param>
    /// <param name="average">The averaged parameters, for a checkpoint to resume from; null where the run has none.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>; the file that was there is kept.</exception>
    public static void Write(string path, CheckpointManifest manifest, DenoisingNetwork network, AmsGrad? optimizer = null, WeightAverage? average = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        List<SafetensorsTensor> tensors = [.. network.named_parameters().Select(p => Stored(p.name, p.parameter))];
        tensors.AddRange((optimizer?.State ?? []).Select(s => Stored(NameOfState(s.Name), s.Tensor)));
        tensors.AddRange((average?.Network.named_parameters() ?? []).Select(p => Stored(AveragePrefix + p.name, p.parameter)));
        ModelFile.Write(path, manifest, tensors);
    }

    /// <summary>Opens a checkpoint; its tensors are mapped, not loaded.</summary>
    /// <exception cref="BrainDaeException">The file is missing or is no checkpoint.</exception>
    public static Checkpoint Open(string path) => new(ModelFile.Open(path));

    /// <summary>The network of a model on a device.</summary>
    /// <param name="model">The model; stays open.</param>
    /// <param name="runtime">What computes.</param>
    /// <exception cref="BrainDaeException">A parameter is missing, has another shape than in the manifest's network or is no part of it.</exception>
    public static DenoisingNetwork CreateNetwork(ModelFile model, TorchRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new Checkpoint(model).CreateNetwork(runtime);
    }

    /// <summary>The network with the stored parameters, on a device.</summary>
    /// <exception cref="BrainDaeException">A parameter is missing, has another shape than in the manifest's network or is no part of it.</exception>
    public DenoisingNetwork CreateNetwork(TorchRuntime runtime) => CreateNetwork(runtime, prefix: "");

    /// <summary>The network with the averaged parameters of a run that averages, on a device.</summary>
    /// <inheritdoc cref="CreateNetwork(TorchRuntime)"/>
    public DenoisingNetwork CreateAverage(TorchRuntime runtime) => CreateNetwork(runtime, AveragePrefix);

    /// <summary>Puts the optimiser back to the state of the checkpoint.</summary>
    /// <exception cref="BrainDaeException">The checkpoint holds no state or that of another network.</exception>
    public void Restore(AmsGrad optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        foreach (var (name, tensor) in optimizer.State)
        {
            Load(NameOfState(name), tensor);
        }

        optimizer.Steps = Manifest.Progress.OptimizerSteps ?? Manifest.Progress.IterationsDone;
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    private DenoisingNetwork CreateNetwork(TorchRuntime runtime, string prefix)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        StoredParameters.RequireAll(model, prefix, OptimizerPrefix, AveragePrefix);
        return Disposal.OnFailure(TorchNetworks.Create(Manifest.Options.Network), network =>
        {
            foreach (var (name, parameter) in network.named_parameters())
            {
                Load(prefix + name, parameter);
            }

            network.to(runtime.Device);
            return network;
        });
    }

    /// <summary>Under which name a part of <see cref="AmsGrad.State"/> is stored.</summary>
    internal static string NameOfState(string name) => OptimizerPrefix + name;

    /// <summary>A tensor as it is stored.</summary>
    internal static SafetensorsTensor Stored(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return new(name, ElementType.F32, [.. tensor.shape], tensor.detach().cpu().contiguous().bytes.ToArray());
    }

    private void Load(string name, Tensor destination)
    {
        var entry = StoredParameters.Require(model, name, destination.shape);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        destination.copy_(tensor(model.Tensors.Values<float>(entry).ToArray(), [.. entry.Shape]));
    }
}
