using BrainDae.Files;

namespace BrainDae.Data.Cohorts;

/// <summary>Which layout a cohort is read in, as asked for or as found. Immutable.</summary>
public sealed record LayoutChoice
{
    /// <summary>The layout. Default <see cref="CohortLayout.Auto"/>: the one that the folder shows.</summary>
    public CohortLayout Layout { get; init; }

    /// <summary>Paths of the files, as in '{patient}/{modality}.nii.gz', read by <see cref="ScanPattern"/>; null for none. Given, it is the layout.</summary>
    public string? Pattern { get; init; }

    /// <summary>What modalities are called in the files, as in 'flair=FLAIR,t1=T1KM', read by <see cref="ModalityWords"/>; null for the usual words alone.</summary>
    public string? Words { get; init; }

    /// <summary>Refuses what contradicts itself or cannot be read.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>.</exception>
    public void Validate()
    {
        if (Pattern is not null && Layout is not (CohortLayout.Auto or CohortLayout.Pattern))
        {
            throw BrainDaeException.Option($"{new OptionName("Pattern")}: says how the files are named, and so does {new OptionName("Layout")} {Layout.ToString().ToLowerInvariant()}. Give one of them.");
        }

        if (Layout == CohortLayout.Pattern && Pattern is null)
        {
            throw BrainDaeException.Option($"{new OptionName("Layout")} pattern: needs {new OptionName("Pattern")}, as in '{{patient}}/{{modality}}.nii.gz'.");
        }

        if (Layout == CohortLayout.Brats && Words is not null)
        {
            throw BrainDaeException.Option($"{new OptionName("Words")}: mean nothing in {new OptionName("Layout")} brats, whose file names are fixed. Leave them out, or describe the files with {new OptionName("Pattern")}.");
        }

        var words = ModalityWords.Parse(Words);
        if (Pattern is not null)
        {
            ScanPattern.Parse(Pattern, words, Modalities.Brats);
        }
    }
}
