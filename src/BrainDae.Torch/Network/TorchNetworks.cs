using System.Text.Json.Serialization.Metadata;
using BrainDae.Method.Kinds;
using BrainDae.Method.Network;

namespace BrainDae.Torch.Network;

/// <summary>The module of each kind of network.</summary>
public static class TorchNetworks
{
    private static readonly ByKind<Func<NetworkOptions, long, DenoisingNetwork>> Modules = new ByKind<Func<NetworkOptions, long, DenoisingNetwork>>()
        .Add<LevelOptions>((options, seed) => new LevelNetwork((LevelOptions)options, seed));

    /// <summary>Makes a kind known to this program, before it trains one or opens a model of it.</summary>
    /// <param name="name">What manifests and <see cref="Networks.Create"/> call it.</param>
    /// <param name="json">How its options are stored: from a JsonSerializerContext with IgnoreReadOnlyProperties.</param>
    /// <param name="create">Makes the module from options and the seed of its initial parameters.</param>
    /// <exception cref="ArgumentException">Another kind has that name.</exception>
    public static void Register<T>(string name, JsonTypeInfo<T> json, Func<T, long, DenoisingNetwork> create)
        where T : NetworkOptions, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        Networks.Register(name, json);
        Modules.Add<T>((options, seed) => create((T)options, seed));
    }

    /// <summary>A network with initial parameters.</summary>
    /// <param name="options">Kind and shape of the network.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    /// <exception cref="InvalidOperationException">The kind has no module, or its module has other parameters than its options say.</exception>
    public static DenoisingNetwork Create(NetworkOptions options, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        var create = Modules.Find(options.GetType()) ?? throw new InvalidOperationException($"No module is registered for {options.GetType()}.");
        var network = create(options, seed);
        string[] made = [.. network.named_parameters().Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]")];
        string[] declared = [.. options.GetParameters().Select(p => $"{p.Name} [{string.Join(", ", p.Shape)}]")];
        if (!made.SequenceEqual(declared))
        {
            network.Dispose();
            throw new InvalidOperationException($"The module of '{options.Name}' has the parameters {string.Join("; ", made)}, but its options say {string.Join("; ", declared)}.");
        }

        return network;
    }
}
