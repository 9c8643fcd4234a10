using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Cohorts.Layouts;

/// <summary>Which layout a folder is read in, and what is said where that cannot be told.</summary>
public sealed class CohortFinderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layouts_are_told_from_each_other()
    {
        Touch("brats/p/p_flair.nii.gz", "msd/imagesTr/BRATS_001.nii.gz", "msd/imagesTr/._BRATS_001.nii.gz", "nn/p_0000.nii.gz", "bids/sub-1/anat/sub-1_FLAIR.nii.gz");
        Describe("msd", """{"modality": {"0": "FLAIR"}}""");
        Describe("nn", """{"channel_names": {"0": "FLAIR"}}""");

        Assert.Equal([CohortLayout.Brats, CohortLayout.Decathlon, CohortLayout.Nnunet, CohortLayout.Bids], new[] { "brats", "msd", "nn", "bids" }.Select(name => Find(name).Choice.Layout));
        Assert.All(new[] { "brats", "msd", "nn", "bids" }, name => Assert.Single(Find(name).Patients));
    }

    [Fact]
    public void What_could_be_two_layouts_is_refused_with_both_and_the_flag()
    {
        Touch("both/p/p_flair.nii.gz", "both/sub-1/anat/sub-1_FLAIR.nii.gz");

        var failure = Refused(FailureKind.InvalidOption, () => Find("both"), "brats (", "bids (", "`Layout` brats|bids");

        Assert.StartsWith(folder["both"], failure.Message, StringComparison.Ordinal);
        Assert.Equal("p", Assert.Single(Find("both", new() { Layout = CohortLayout.Brats }).Patients).Name);
        Assert.Equal("sub-1", Assert.Single(Find("both", new() { Layout = CohortLayout.Bids }).Patients).Name);
    }

    [Fact]
    public void Visits_have_names_of_their_own_and_one_subject()
    {
        Touch("bids/sub-1/ses-a/anat/sub-1_ses-a_FLAIR.nii.gz", "bids/sub-1/ses-b/anat/sub-1_ses-b_FLAIR.nii", "bids/sub-2/anat/sub-2_FLAIR.nii.gz", "glio/BraTS-GLI-00005-100/BraTS-GLI-00005-100-t2f.nii.gz");

        Assert.Equal([("sub-1_ses-a", "sub-1"), ("sub-1_ses-b", "sub-1"), ("sub-2", "sub-2")], Find("bids").Patients.Select(p => (p.Name, p.Subject)));
        Assert.Equal([("BraTS-GLI-00005-100", "BraTS-GLI-00005")], Find("glio").Patients.Select(p => (p.Name, p.Subject)));
    }

    [Theory]
    [InlineData("sub-1")]
    [InlineData("sub-1/ses-b")]
    [InlineData("sub-1/ses-b/anat")]
    public void A_part_of_a_bids_folder_is_enough(string part)
    {
        Touch("bids/sub-1/ses-b/anat/sub-1_ses-b_FLAIR.nii", "bids/sub-2/anat/sub-2_FLAIR.nii.gz");

        Assert.Equal("sub-1_ses-b", Assert.Single(Find($"bids/{part}").Patients).Name);
    }

    [Fact]
    public void Two_runs_of_one_kind_set_the_patient_apart_and_name_both()
    {
        Touch("bids/sub-1/anat/sub-1_run-1_FLAIR.nii.gz", "bids/sub-1/anat/sub-1_run-2_FLAIR.nii.gz", "bids/sub-2/anat/sub-2_FLAIR.nii.gz");

        var cohort = Find("bids");

        Assert.Equal("sub-2", Assert.Single(cohort.Patients).Name);
        Assert.Contains("sub-1_run-1_FLAIR.nii.gz and sub-1/anat/sub-1_run-2_FLAIR.nii.gz could each be its flair", Assert.Single(cohort.Incomplete).Reason.ToString().Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_of_the_brain_of_tissue_and_of_our_own_are_not_the_truth()
    {
        Touch("bids/sub-1/anat/sub-1_FLAIR.nii.gz", "bids/derivatives/x/sub-1/anat/sub-1_desc-brain_mask.nii.gz", "bids/derivatives/x/sub-1/anat/sub-1_label-GM_mask.nii.gz", "bids/derivatives/ours/sub-1/anat/sub-1_desc-braindae_mask.nii.gz", "bids/derivatives/ours/sub-1/anat/sub-1_desc-implausible_mask.nii.gz");

        Assert.Null(Assert.Single(Find("bids").Patients).Segmentation);
        Touch("bids/derivatives/x/sub-1/anat/sub-1_label-lesion_mask.nii.gz");
        Assert.EndsWith("label-lesion_mask.nii.gz", Assert.Single(Find("bids").Patients).Segmentation, StringComparison.Ordinal);
    }

    [Fact]
    public void Contrast_agent_tells_t1ce_from_t1()
    {
        Touch("bids/sub-1/anat/sub-1_T1w.nii.gz", "bids/sub-1/anat/sub-1_ce-gd_T1w.nii.gz");

        var patient = Assert.Single(CohortFinder.Find(folder["bids"], Modalities.Parse("t1,t1ce")).Patients);

        Assert.Equal(["sub-1_T1w.nii.gz", "sub-1_ce-gd_T1w.nii.gz"], patient.Scans.Values.Select(scan => Path.GetFileName(scan.Path)));
    }

    [Fact]
    public void A_channel_of_unknown_name_is_refused_and_can_be_explained()
    {
        Touch("nn/p_0000.nii.gz", "nn/p_0001.nii.gz");
        Describe("nn", """{"channel_names": {"0": "FLAIR", "1": "DWI b1000"}}""");

        Refused(FailureKind.InvalidInput, () => Find("nn"), "'DWI b1000'", "`Words`", "dataset.json");
        Assert.EndsWith("p_0000.nii.gz", Assert.Single(Find("nn", new() { Words = "dwi=DWI b1000" }).Patients)[Modality.Flair].Path, StringComparison.Ordinal);
        Refused(FailureKind.InvalidInput, () => Find("nn", new() { Words = "flair=FLAIR,flair=DWI b1000" }), "one of them twice");
    }

    [Fact]
    public void A_channel_that_nothing_names_is_refused()
    {
        Touch("nn/imagesTr/p_0004.nii.gz");
        Refused(FailureKind.MissingInput, () => Find("nn"), "dataset.json: does not exist");
        Describe("nn", """{"channel_names": {"0": "FLAIR"}}""");
        Refused(FailureKind.InvalidInput, () => Find("nn"), "is channel 4");
    }

    [Fact]
    public void Dicom_is_answered_with_the_command()
    {
        Touch("dicom/series/IM0001");
        var file = new byte[200];
        "DICM"u8.CopyTo(file.AsSpan(128));
        File.WriteAllBytes(folder["dicom", "series", "IM0001"], file);
        Refused(FailureKind.InvalidInput, () => Find("dicom"), "dcm2niix -z y", "IM0001");

        Touch("named/a.dcm");
        Refused(FailureKind.InvalidInput, () => Find("named"), "dcm2niix");
    }

    [Fact]
    public void A_folder_of_no_layout_is_told_what_was_looked_for()
    {
        Directory.CreateDirectory(folder["empty"]);
        Refused(FailureKind.InvalidInput, () => Find("empty"), "NAME/NAME_flair.nii.gz", "`Pattern`");
        Refused(FailureKind.MissingInput, () => Find("nowhere"), "does not exist");
        Touch("flat/x.nii.gz");
        Refused(FailureKind.InvalidInput, () => Find("flat", new() { Layout = CohortLayout.Bids }), "holds no scan in the layout BIDS");
    }

    [Theory]
    [InlineData(CohortLayout.Bids, "{patient}/{modality}.nii", null)]
    [InlineData(CohortLayout.Pattern, null, null)]
    [InlineData(CohortLayout.Brats, null, "t1=X")]
    [InlineData(CohortLayout.Auto, null, "t1")]
    [InlineData(CohortLayout.Auto, null, "t1=X,t2=x")]
    [InlineData(CohortLayout.Auto, null, "T 1=X")]
    public void Choices_that_contradict_themselves_are_refused(CohortLayout layout, string? pattern, string? words) =>
        Assert.Equal(FailureKind.InvalidOption, Assert.Throws<BrainDaeException>(new LayoutChoice { Layout = layout, Pattern = pattern, Words = words }.Validate).Kind);

    private static BrainDaeException Refused(FailureKind kind, Action find, params string[] parts)
    {
        var failure = Assert.Throws<BrainDaeException>(find);
        Assert.Equal(kind, failure.Kind);
        Assert.All(parts, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', failure.Message);
        return failure;
    }

    private Cohort Find(string name, LayoutChoice? choice = null) => CohortFinder.FindScans(folder[name.Split('/')], Modalities.Parse("flair"), choice);

    private void Describe(string name, string json) => File.WriteAllText(folder[name, "dataset.json"], json);

    private void Touch(params string[] paths)
    {
        foreach (var path in paths.Select(path => folder[path.Split('/')]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, [0]);
        }
    }
}
