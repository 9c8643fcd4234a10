using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Cli.Options;

/// <summary>The flags that say how the files of a cohort lie and are named.</summary>
internal sealed class LayoutFlags
{
    public Option<CohortLayout> Layout { get; } = SharedOptions.WithDefault("--layout", "How the scans lie in their folder: BraTS, Medical Segmentation Decathlon, nnU-Net, BIDS, or as --pattern says; auto looks, and guesses nothing where it could be several.", CohortLayout.Auto);

    public Option<string?> Pattern { get; } = new("--pattern")
    {
        Description = "Paths of the scans in any other layout, such as '{patient}/{modality}.nii.gz', with {patient}, {subject}, {session}, {modality} and * for anything.",
        HelpName = "PATTERN",
    };

    public Option<string?> Words { get; } = new("--words")
    {
        Description = "What the files call a modality, or the segmentation (seg), where it is not a usual word.",
        HelpName = "flair=NAME,seg=NAME",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Layout, Pattern, Words })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="BrainDaeException">The flags contradict each other or cannot be read.</exception>
    public LayoutChoice Read(ParseResult parsed)
    {
        var choice = new LayoutChoice { Layout = parsed.GetValue(Layout), Pattern = parsed.GetValue(Pattern), Words = parsed.GetValue(Words) };
        choice.Validate();
        return choice;
    }
}
