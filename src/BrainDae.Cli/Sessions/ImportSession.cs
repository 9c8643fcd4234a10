using BrainDae.Cli.Output;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Imports;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Sessions;

/// <summary>Takes in what the published implementation wrote, and says what became of it.</summary>
internal static class ImportSession
{
    /// <summary>Whether a run of our own was begun under the name; what an interrupted import left may be replaced.</summary>
    private static bool IsBegun(ModelFolder folder)
    {
        if (!File.Exists(folder.Last))
        {
            return false;
        }

        using var last = ModelFile.Open(folder.Last);
        return last.Manifest.Data is not null;
    }

    /// <summary>A checkpoint becomes a model and, where it holds the optimiser's state, one to go on training.</summary>
    public static void Checkpoint(CommandContext context, string path, ModelFolder folder, Modalities modalities)
    {
        using var held = OutputLock.OfFolder(folder.Path, "import");
        if (File.Exists(folder.Model) || IsBegun(folder))
        {
            throw BrainDaeException.NotWritable($"{folder.Path}: a model of this name exists; give another --identifier.");
        }

        _ = ProgramRuntime.Start(ComputeDevice.Cpu);
        var (options, progress, obstacle) = PublishedCheckpoint.Import(path, folder, modalities);
        var network = options.Network;
        context.WriteLine($"{folder.Model}: {network.Summary}. Not calibrated: run 'braindae calibrate -id {folder.Identifier}' for thresholds.");
        context.WriteLine(progress is null
            ? $"Training cannot go on from it: {obstacle}."
            : $"{folder.Last}: the optimiser's state after {Counted.Of(progress.IterationsDone, "iteration")} in {Counted.Of(progress.EpochsDone, "epoch")}. To go on training: 'braindae train -id {folder.Identifier} --resume{Flags(options)}', with the data and the other options that it shall go on with.");
    }

    /// <summary>Slices become a data folder.</summary>
    public static void Slices(CommandContext context, string source, string data, Modalities modalities)
    {
        var (manifest, split, found, gapped) = context.Progress("importing", progress => SliceImporter.Run(source, data, modalities, progress, context.Cancellation));
        context.WriteLine($"{Counted.Of(manifest.Patients.Sum(patient => patient.Slices), "slice")} of {manifest.Size}x{manifest.Size} of {Counted.Of(manifest.Patients.Length, "patient")} in {data}, content {manifest.DataSha256[..12]}.");
        context.WriteLine($"Split {(found ? "as in the folders" : "drawn by the published rule")}: {split.Train.Length} train, {split.Val.Length} val, {split.Test.Length} test.");
        context.Warn("the files do not say what grid they were made from, so that of BraTS is assumed: 240x240 voxels of 1 mm, 1 mm between slices, axes LPS. Millimetres, millilitres and orientation are right only if it was; lesions are counted on the slices, and --native-grid has nothing to compare with.");
        if (!gapped.IsEmpty)
        {
            context.Warn($"{Counted.Of(gapped.Length, "patient")} with slices missing between others, such as {gapped[0]}: smoothing, lesions and volumes take the slices on both sides of a gap for neighbors.");
        }

        if (split.Val.IsEmpty)
        {
            context.Warn($"the val split is empty, and training needs one to choose its best checkpoint: move names from train.txt to val.txt in {SliceStore.SplitFolderOf(data)}.");
        }
    }

    /// <summary>Flags that training needs because the file is of another network or another length of epochs than the published recipe's.</summary>
    private static string Flags(TrainingOptions options)
    {
        var (network, published) = ((UNetOptions)options.Network, new UNetOptions());
        return Flag("--base-channels", network.BaseChannels, published.BaseChannels)
            + Flag("--depth", network.Depth, published.Depth)
            + Flag("--iterations", options.IterationsPerEpoch, new TrainingOptions().IterationsPerEpoch);

        static string Flag(string name, int value, int usual) => value == usual ? "" : $" {name} {value}";
    }
}
