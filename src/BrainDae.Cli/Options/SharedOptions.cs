using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Config;

namespace BrainDae.Cli.Options;

/// <summary>Options that several commands have, with one name, meaning and default.</summary>
internal static class SharedOptions
{
    public const string DefaultData = "data";
    public const string DefaultModels = "models";
    public const string DefaultResults = "results";

    public static Option<DirectoryInfo> Data(string name = "--data", params string[] aliases) =>
        Folder(name, "Folder of the preprocessed slices and the split.", DefaultData, aliases);

    public static Option<DirectoryInfo> Models() => Folder("--models", "Folder of all models.", DefaultModels);

    public static Option<DirectoryInfo> Results() => Folder("--results", "Folder of all results.", DefaultResults);

    /// <summary>A folder that need not exist.</summary>
    public static Option<DirectoryInfo> Folder(string name, string description, string path, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        DefaultValueFactory = _ => new DirectoryInfo(path),
        HelpName = "FOLDER",
        CustomParser = OptionValue.Folder,
    };

    public static Option<string> Identifier() => new("--identifier", "-id")
    {
        Description = "Name of the model.",
        DefaultValueFactory = _ => "model",
        HelpName = "NAME",
    };

    public static Option<bool> Anonymous() => new("--anonymous") { Description = "Store salted hashes of the patients' names in the model instead of the names; whoever has the file can still confirm a name that they guess, because the salt is in it." };

    /// <summary>One name or several, all of models that differ in their seed alone.</summary>
    public static Option<string[]> Identifiers() => new("--identifier", "-id")
    {
        Description = "Name of the model; several names also give mean and standard deviation over them.",
        DefaultValueFactory = _ => ["model"],
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute: auto, cpu, cuda, cuda:N or mps.",
        DefaultValueFactory = _ => "auto",
        HelpName = "DEVICE",
    };

    public static Option<int> Threads()
    {
        var option = WithDefault("--threads", "Threads; 0 means one for each processor.", 0);
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is < 0 and var threads)
            {
                result.AddError($"--threads {threads}: must be 0 (all processors) or more");
            }
        });
        return option;
    }

    /// <summary>A path that must be given.</summary>
    public static Option<string> RequiredPath(string name, string alias, string description, string helpName) => new(name, alias)
    {
        Description = description,
        HelpName = helpName,
        Required = true,
        CustomParser = OptionValue.Path,
    };

    public static Option<NetworkPrecision> Precision() => new("--precision")
    {
        Description = "Arithmetic inside the network: fp32, bf16, or auto (bf16 where the processor has it, else fp32; --runtime onnx always fp32).",
        DefaultValueFactory = _ => NetworkPrecision.Auto,
        HelpName = string.Join('|', Enum.GetValues<NetworkPrecision>().Select(precision => precision.Text())),
        CustomParser = OptionValue.Precision,
    };

    /// <summary>The modalities of a data folder or a model.</summary>
    public static Option<Modalities> Modalities(string description) => new("--modalities")
    {
        Description = description,
        DefaultValueFactory = _ => BrainDae.Data.Cohorts.Modalities.Brats,
        HelpName = "NAME,NAME",
        CustomParser = OptionValue.Modalities,
    };

    /// <summary>Needed only where some patients have a segmentation and others have not.</summary>
    public static Option<UnlabelledRule?> Unlabelled() => new("--unlabelled")
    {
        Description = "Patients without a segmentation where others have one: all their slices are healthy, or they are left out. Must be given there.",
        HelpName = OptionValue.PlaceholderOf<UnlabelledRule>(),
        CustomParser = OptionValue.OptionalChoice<UnlabelledRule>,
    };

    /// <summary>A flag with a number or a choice.</summary>
    public static Option<T> WithDefault<T>(string name, string description, T value, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = OptionValue.PlaceholderOf<T>(),
        DefaultValueFactory = _ => value,
        CustomParser = OptionValue.ParserOf<T>(),
    };
}
