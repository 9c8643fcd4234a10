using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Options;

/// <summary>Options that several commands have, with one name, meaning and default.</summary>
internal static class SharedOptions
{
    public const string DefaultData = "data";
    public const string DefaultModels = "models";
    public const string DefaultResults = "results";

    public static Flag<DirectoryInfo> Data(string name = "--data", params string[] aliases) =>
        Folder(name, "Folder of the preprocessed slices and the split.", DefaultData, aliases);

    public static Flag<DirectoryInfo> Models() => Folder("--models", "Folder of all models.", DefaultModels);

    public static Flag<DirectoryInfo> Results() => Folder("--results", "Folder of all results.", DefaultResults);

    /// <summary>A folder that need not exist.</summary>
    public static Flag<DirectoryInfo> Folder(string name, string description, string path, params string[] aliases) =>
        new(name, description, aliases) { Default = new(path), HelpName = "FOLDER", CustomParser = OptionValue.Folder };

    /// <summary>A path that need not exist nor be given.</summary>
    public static Flag<string?> Path(string name, string description, string placeholder, params string[] aliases) =>
        new(name, description, aliases) { HelpName = placeholder, CustomParser = OptionValue.Path };

    public static Flag<string> Identifier() => new("--identifier", "Name of the model.", "-id") { Default = "model", HelpName = "NAME" };

    /// <summary>One name or several, all of models that differ in their seed alone.</summary>
    public static Flag<string[]> Identifiers() =>
        Several("--identifier", "Name of the model; several names also give mean and standard deviation over them.", "NAME", ["model"], "-id");

    /// <summary>A flag that is followed by one value or more.</summary>
    public static Flag<string[]> Several(string name, string description, string placeholder, string[]? values = null, params string[] aliases) =>
        new(name, description, aliases) { Default = values!, HelpName = placeholder, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };

    public static Flag<bool> Anonymous() => new("--anonymous", "Store salted hashes of the patients' names in the model instead of the names; whoever has the file can still confirm a name that they guess, because the salt is in it.");

    public static Flag<int> BatchSize() => new("--batch_size", "Slices through the network at a time.", "-bs", "--batch-size") { Default = 16 };

    public static Flag<string> Device()
    {
        var flag = new Flag<string>("--device", "Where to compute: auto, cpu, cuda, cuda:N or mps.") { Default = "auto", HelpName = "DEVICE" };
        flag.Validators.Add(result =>
        {
            try
            {
                ComputeDevice.Parse(result.GetValue(flag)!);
            }
            catch (BrainDaeException e)
            {
                result.AddError(e.Text.Worded(_ => flag.Name));
            }
        });
        return flag;
    }

    public static Flag<int> Threads()
    {
        var flag = new Flag<int>("--threads", "Threads; 0 means one for each processor.") { Default = 0 };
        flag.Validators.Add(result =>
        {
            if (result.GetValue(flag) is < 0 and var threads)
            {
                result.AddError($"--threads {threads}: must be 0 (all processors) or more");
            }
        });
        return flag;
    }

    public static Flag<NetworkPrecision> Precision() => new("--precision", "Arithmetic inside the network: fp32, bf16, or auto (bf16 where the processor has it, else fp32; --runtime onnx always fp32).")
    {
        Default = NetworkPrecision.Auto,
        HelpName = string.Join('|', Enum.GetValues<NetworkPrecision>().Select(precision => precision.Text())),
        CustomParser = OptionValue.Precision,
    };

    /// <summary>The modalities of a data folder or a model.</summary>
    public static Flag<Modalities> Modalities(string description) =>
        new("--modalities", description) { Default = BrainDae.Data.Cohorts.Modalities.Brats, HelpName = "NAME,NAME", CustomParser = OptionValue.Modalities };

    /// <summary>Needed only where some patients have a segmentation and others have not.</summary>
    public static Flag<UnlabelledRule?> Unlabelled() => new("--unlabelled", "Patients without a segmentation where others have one: all their slices are healthy, or they are left out. Must be given there.");

    /// <summary>What `verify` and `info` read.</summary>
    public static Argument<string[]> Paths() => new("PATH")
    {
        Description = "A data folder, a model's folder or file, a results or predictions folder, or a folder that holds such folders.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The paths that a line names.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>: one does not exist.</exception>
    public static string[] Existing(this Argument<string[]> paths, ParseResult line)
    {
        var named = line.GetRequiredValue(paths);
        return named.FirstOrDefault(path => !System.IO.Path.Exists(path)) is { } missing ? throw BrainDaeException.Missing($"{missing}: does not exist. Check the path.") : named;
    }
}
