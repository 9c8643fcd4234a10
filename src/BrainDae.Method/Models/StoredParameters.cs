using BrainDae.Data.Formats;
using BrainDae.Files;

namespace BrainDae.Method.Models;

/// <summary>The parameters of a model's network in its file, which must be those of the network that its manifest describes, whatever is to run it.</summary>
internal static class StoredParameters
{
    /// <summary>Refuses a model that does not hold exactly the parameters of its network, before anything takes memory for them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prefix">What comes before the parameters' names.</param>
    /// <param name="beside">Beginnings of names that may be there too: an optimizer's, an average's.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void RequireAll(ModelFile model, string prefix, params string[] beside)
    {
        var network = model.Manifest.Options.Network;
        if (network.Faults().Any() || network.Channels != model.Manifest.Modalities.Count)
        {
            throw BrainDaeException.Invalid($"{model.Path}: its manifest describes a network of {network.Channels} channels for the modalities {model.Manifest.Modalities}, {network.Summary}, which this version does not have; train or import the model again.");
        }

        var names = new HashSet<string>();
        foreach (var parameter in network.GetParameters())
        {
            Require(model, prefix + parameter.Name, parameter.Shape.AsSpan());
            names.Add(parameter.Name);
        }

        var surplus = model.Tensors.Tensors.Keys.FirstOrDefault(name => !names.Contains(name) && !beside.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
        if (surplus is not null)
        {
            throw BrainDaeException.Invalid($"{model.Path}: '{surplus}' is no part of the network of its manifest; it is a checkpoint of another network size.");
        }
    }

    /// <summary>Finds a parameter.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">Its published name.</param>
    /// <param name="shape">What it must have.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it is not there, or of another shape.</exception>
    public static SafetensorsEntry Require(ModelFile model, string name, ReadOnlySpan<long> shape)
    {
        if (!model.Tensors.Tensors.TryGetValue(name, out var entry))
        {
            throw BrainDaeException.Invalid($"{model.Path}: has no tensor '{name}', so it does not hold the network of its manifest; train or import the model again.");
        }

        if (entry.ElementType != ElementType.F32 || !entry.Shape.AsSpan().SequenceEqual(shape))
        {
            throw BrainDaeException.Invalid($"{model.Path}: '{name}' is {entry.ElementType} [{string.Join(", ", entry.Shape)}], but this network has F32 [{string.Join(", ", shape.ToArray())}]; it is a checkpoint of another network size.");
        }

        return entry;
    }
}
