using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Torch.Inference;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Sessions;

/// <summary>Loads the networks of models as the command line asked for: device, threads, precision, batch size.</summary>
/// <param name="Runtime">What computes.</param>
/// <param name="Precision">Arithmetic inside the network.</param>
/// <param name="BatchSize">Slices at a time, 1 or more.</param>
internal sealed record NetworkLoader(TorchRuntime Runtime, NetworkPrecision Precision, int BatchSize)
{
    /// <summary>A model's network, ready to reconstruct.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest.</exception>
    public Reconstructor Load(ModelFile model) => Reconstructor.Load(model, Runtime, Precision, BatchSize);
}
