using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Cli.Options;

/// <summary>The flags that say how the files of a cohort lie and are named.</summary>
internal sealed class LayoutFlags
{
    private readonly BoundFlags<LayoutChoice> flags;

    public LayoutFlags(Command command)
    {
        flags = new(command, new());
        flags.Add("--layout", "How the scans lie in their folder: BraTS, Medical Segmentation Decathlon, nnU-Net, BIDS, or as --pattern says; auto looks, and guesses nothing where it could be several.", o => o.Layout, (o, value) => o with { Layout = value });
        flags.Add(new Flag<string?>("--pattern", "Paths of the scans in any other layout, such as '{patient}/{modality}.nii.gz', with {patient}, {subject}, {session}, {modality} and * for anything.") { HelpName = "PATTERN" }, (o, value) => o with { Pattern = value });
        flags.Add(new Flag<string?>("--words", "What the files call a modality, or the segmentation (seg), where it is not a usual word.") { HelpName = "flair=NAME,seg=NAME" }, (o, value) => o with { Words = value });
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="BrainDaeException">The flags contradict each other or cannot be read.</exception>
    public LayoutChoice Read(ParseResult line)
    {
        var choice = flags.Read(line);
        choice.Validate();
        return choice;
    }
}
