using BrainDae.Data.Formats;
using BrainDae.Files;

namespace BrainDae.Method.Models;

/// <summary>The parameters of a model's network in its file, which must be those of the network that its manifest describes, whatever is to run it.</summary>
public static class StoredParameters
{
    /// <summary>Refuses a model whose network this version does not have; its largest parameter must be there, before anything takes memory for the others.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void RequireDeepestLevel(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var options = model.Manifest.Options.Network;
        if (options.Faults().FirstOrDefault() is not null || options.Channels != model.Manifest.Modalities.Count)
        {
            throw BrainDaeException.Invalid($"{model.Path}: its manifest describes a network of {options.Channels} channels for the modalities {model.Manifest.Modalities}, {options.BaseChannels} base channels and a depth of {options.Depth}, which this version does not have; train or import the model again.");
        }

        var channels = (long)options.ChannelsAt(options.Depth - 1);
        Require(model, $"down_path.{options.Depth - 1}.block.5.weight", [channels, channels, 3, 3]);
    }

    /// <summary>Finds a parameter.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">Its published name.</param>
    /// <param name="shape">What it must have.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: it is not there, or of another shape.</exception>
    public static SafetensorsEntry Require(ModelFile model, string name, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(model);
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

    /// <summary>Refuses a file that holds more than the network.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Names of all of the network's.</param>
    /// <param name="beside">Beginnings of names that may be there too: an optimizer's, an average's.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public static void RequireNoOther(ModelFile model, IEnumerable<string> parameters, params string[] beside)
    {
        ArgumentNullException.ThrowIfNull(model);
        var surplus = model.Tensors.Tensors.Keys.Where(name => !beside.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Except(parameters).FirstOrDefault();
        if (surplus is not null)
        {
            throw BrainDaeException.Invalid($"{model.Path}: '{surplus}' is no part of the network of its manifest; it is a checkpoint of another network size.");
        }
    }
}
