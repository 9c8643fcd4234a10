using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;

namespace BrainDae.Torch.Training;

/// <summary>A run that another program began: what it must share with the run that goes on from it.</summary>
internal static class ImportedRun
{
    /// <summary>Refuses options and data that the imported weights, or their place in the schedule, do not fit. Everything else may be new.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public static void RequireFit(string path, CheckpointManifest manifest, TrainingOptions options, TrainingDataIdentity data)
    {
        var (before, network, imported) = (manifest.Options, options.Network, (UNetOptions)manifest.Options.Network);
        if (network with { LesionOutput = false } != imported)
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: the imported network of {path}, a {imported.Name}, has {imported.Channels} channels, {imported.BaseChannels} in the first of {imported.Depth} levels; give {new OptionName("Network.BaseChannels")} {imported.BaseChannels} and {new OptionName("Network.Depth")} {imported.Depth}, and data of {imported.Channels} modalities.");
        }

        if (network.LesionOutput)
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: the imported network of {path} does not look for lesions; give {new OptionName("Lesions.Share")} 0.");
        }

        if (data.Preprocessing?.Modalities is { } modalities && !modalities.Equals(manifest.Modalities))
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: {path} was imported for {manifest.Modalities}, and the data folder shows {modalities}; preprocess the scans with the model's modalities.");
        }

        if (options.IterationsPerEpoch != before.IterationsPerEpoch)
        {
            throw BrainDaeException.Option($"{new OptionName("resume")}: the imported run of {path} had {before.IterationsPerEpoch} iterations in an epoch, which its place in the learning-rate schedule depends on; give {new OptionName("IterationsPerEpoch")} {before.IterationsPerEpoch}.");
        }
    }
}
