using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>Finds patients in any layout that is known: the one that is asked for, or else the one that the folder shows.</summary>
public static class CohortFinder
{
    private static readonly ImmutableArray<ICohortLayout> All = [new BratsLayout(), new DecathlonLayout(), new NnunetLayout(), new BidsLayout(), new PatternLayout()];

    /// <summary>Finds the patients of a cohort.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="modalities">What a patient must have.</param>
    /// <param name="choice">Which layout; null for the one that the folder shows.</param>
    /// <exception cref="BrainDaeException">The choice contradicts itself, the folder is missing or shows no layout or
    /// several, or it holds no complete patient.</exception>
    public static Cohort Find(string source, Modalities modalities, LayoutChoice? choice = null) => Of(source, modalities, choice ?? new(), onePatient: false);

    /// <summary>Finds scans to look at: as <see cref="Find"/>, but the folder may also be one patient's own.</summary>
    /// <inheritdoc cref="Find"/>
    public static Cohort FindScans(string source, Modalities modalities, LayoutChoice? choice = null) => Of(source, modalities, choice ?? new(), onePatient: true);

    private static Cohort Of(string source, Modalities modalities, LayoutChoice choice, bool onePatient)
    {
        choice.Validate();
        SourceFolder.Require(source);
        var where = new CohortSource(source, modalities, choice, onePatient);
        return SourceFolder.Listing(source, () => Layout(where).Find(where));
    }

    private static ICohortLayout Layout(CohortSource source)
    {
        var asked = source.Choice.Pattern is null ? source.Choice.Layout : CohortLayout.Pattern;
        ICohortLayout[] fitting = [.. All.Where(layout => asked == CohortLayout.Auto ? layout.Recognizes(source) : layout.Layout == asked)];
        if (fitting.Length > 1)
        {
            var candidates = string.Join(" or ", fitting.Select(layout => $"{NameOf(layout)} ({layout.Sign})"));
            throw BrainDaeException.Option($"{source.Path}: could be read as {candidates}. Say which with {new OptionName("Layout")} {string.Join('|', fitting.Select(NameOf))}.");
        }

        if (fitting.Length == 0)
        {
            DicomFolder.Refuse(source.Path);
        }

        // What shows no layout is refused as the layout that most have, which says what was looked for.
        return fitting.FirstOrDefault() ?? All[0];
    }

    private static string NameOf(ICohortLayout layout) => layout.Layout.ToString().ToLowerInvariant();
}
