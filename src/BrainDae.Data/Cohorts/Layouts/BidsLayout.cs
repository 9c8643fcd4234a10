using System.Collections.Immutable;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>
/// Brain Imaging Data Structure: sub-SUBJECT/[ses-SESSION/]anat with FLAIR, T1w (with any ce- entity: after contrast
/// agent) and T2w, and masks there or in derivatives/*/ at the same place: the one label-lesion, or the one that says
/// nothing else. A patient is a visit, sub-01_ses-02; several files of one kind are an error.
/// </summary>
internal sealed class BidsLayout : ICohortLayout
{
    private static readonly ImmutableHashSet<string> MaskSuffixes = ["mask", "dseg"];

    public CohortLayout Layout => CohortLayout.Bids;

    public string Sign => "folders sub-*/anat or sub-*/ses-*/anat";

    public bool Recognizes(CohortSource source) => !BidsSession.Under(source.Path).IsEmpty;

    public Cohort Find(CohortSource source)
    {
        var found = new FoundPatients(source);
        foreach (var session in BidsSession.Under(source.Path))
        {
            found.Add(session.Name, session.Subject);
            foreach (var (path, name) in Files(session.Anat, session).Where(file => !MaskSuffixes.Contains(file.Name.Suffix)))
            {
                if (source.Words.Find(name.Suffix, source.Modalities) is { } modality)
                {
                    found.Add(session.Name, modality == Modality.T1.Name && name["ce"] is not null ? Modality.T1ce.Name : modality, new(path));
                }
            }

            foreach (var mask in Masks(session))
            {
                found.Add(session.Name, ModalityWords.Segmentation, new(mask));
            }
        }

        return found.ToCohort(Layout, "BIDS");
    }

    private static IEnumerable<(string Path, BidsName Name)> Files(string folder, BidsSession session) =>
        from path in SourceFolder.NiftiFiles(folder)
        let stem = SourceFolder.Stem(path)
        where stem.StartsWith($"{session.Name}_", StringComparison.Ordinal)
        let name = BidsName.Of(stem)
        where name is not null
        select (path, name);

    /// <summary>Masks of lesions; ours are results, and those of the brain or of tissue are something else.</summary>
    private static ImmutableArray<string> Masks(BidsSession session)
    {
        (string Path, BidsName Name)[] all = [.. session.MaskFolders.SelectMany(folder => Files(folder, session)).Where(file => MaskSuffixes.Contains(file.Name.Suffix))];
        ImmutableArray<string> lesion = [.. all.Where(file => file.Name["label"] == "lesion" && !OwnDerivatives.Contains(file.Name["desc"])).Select(file => file.Path)];
        return lesion.IsEmpty ? [.. all.Where(file => file.Name["label"] is null && file.Name["desc"] != "brain" && !OwnDerivatives.Contains(file.Name["desc"])).Select(file => file.Path)] : lesion;
    }
}
