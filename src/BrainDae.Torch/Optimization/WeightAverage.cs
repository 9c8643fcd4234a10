using BrainDae.Torch.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace BrainDae.Torch.Optimization;

/// <summary>
/// The exponential moving average of a network's parameters: less noisy than the parameters of any one step. Its
/// memory is short at the beginning, so that the initial parameters do not stay in it.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private readonly double decay;
    private readonly List<(Tensor Parameter, Tensor Averaged)> pairs;

    /// <summary>Begins with the parameters as they are.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="decay">Share of the average that a step keeps, above 0 and below 1.</param>
    public WeightAverage(DenoisingNetwork network, double decay)
        : this(network, TorchNetworks.Create(network?.Options ?? throw new ArgumentNullException(nameof(network))), decay)
    {
        using var untracked = no_grad();
        pairs.ForEach(pair => pair.Averaged.copy_(pair.Parameter));
    }

    /// <summary>Goes on from an average.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="averaged">The average so far; disposed with this object.</param>
    /// <param name="decay">Share of the average that a step keeps, above 0 and below 1.</param>
    public WeightAverage(DenoisingNetwork network, DenoisingNetwork averaged, double decay)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(averaged);
        (this.decay, Network) = (decay, averaged);
        averaged.to(network.parameters().First().device);
        averaged.Precision = network.Precision;
        pairs = [.. network.parameters().Zip(averaged.parameters(), (parameter, average) => ((Tensor)parameter, (Tensor)average))];
    }

    /// <summary>The network with the averaged parameters.</summary>
    public DenoisingNetwork Network { get; }

    /// <summary>Takes in the parameters after a step.</summary>
    /// <param name="step">The number of steps taken, from 1.</param>
    public void Add(long step)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var kept = Math.Min(decay, step / (step + 9.0));
        using var old = kept.ToScalar();
        using var share = (1 - kept).ToScalar();
        foreach (var (parameter, averaged) in pairs)
        {
            averaged.mul_(old).add_(parameter, alpha: share);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();
}
