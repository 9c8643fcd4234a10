namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>The layouts of BraTS, see <see cref="BratsCohort"/>.</summary>
internal sealed class BratsLayout : ICohortLayout
{
    public CohortLayout Layout => CohortLayout.Brats;

    public string Sign => "folders of scans named after them, as in NAME/NAME_flair.nii.gz";

    public bool Recognizes(CohortSource source) =>
        (source.OnePatient && BratsFolder.HasScans(BratsFolder.Of(source.Path), source.Modalities))
        || BratsFolder.Patients(source.Path).Any(folder => BratsFolder.HasScans(folder, source.Modalities));

    public Cohort Find(CohortSource source) =>
        (source.OnePatient ? BratsCohort.FindScans(source.Path, source.Modalities) : BratsCohort.Find(source.Path, source.Modalities)) with { Choice = source.Choice with { Layout = Layout } };
}
