using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Cohorts;

public sealed class BratsCohortTests : IDisposable
{
    private static readonly string[] Suffixes2021 = ["flair", "t1", "t1ce", "t2", "seg"];
    private readonly TemporaryFolder source = new();

    public void Dispose() => source.Dispose();

    [Fact]
    public void The_golden_cohort_has_four_complete_patients()
    {
        var cohort = BratsCohort.Find(TestFiles.Golden("cohort"));
        Assert.Equal("BraTS 2018 to 2021", cohort.Layout);
        Assert.Equal(["BraTS2021_00000", "BraTS2021_00001", "BraTS2021_00002", "BraTS2021_00003"], cohort.Patients.Select(p => p.Name));
        Assert.Empty(cohort.Incomplete);
        Assert.All(cohort.Patients, p => Assert.All(p.Scans.Values, file => Assert.True(File.Exists(file.Path))));
    }

    [Fact]
    public void Modalities_are_in_channel_order()
    {
        Add("p", "_", Suffixes2021);
        var patient = Assert.Single(BratsCohort.Find(source.Path).Patients);
        Assert.Equal(["p_flair.nii.gz", "p_t1.nii.gz", "p_t1ce.nii.gz", "p_t2.nii.gz"], patient.Scans.Values.Select(scan => Path.GetFileName(scan.Path)));
        Assert.Equal(source["p", "p_seg.nii.gz"], patient.Segmentation);
        Assert.Equal(source["p", "p_t1ce.nii.gz"], patient[Modality.T1ce].Path);
    }

    [Fact]
    public void Scans_to_look_at_need_no_label_and_may_be_one_patients_folder()
    {
        Add("p", "_", Suffixes2021[..4]);
        Add("q", "_", Suffixes2021);
        Assert.Equal(["p", "q"], BratsCohort.FindScans(source.Path).Patients.Select(p => p.Name));
        foreach (var path in new[] { source["p"], source["p"] + Path.DirectorySeparatorChar })
        {
            Assert.Equal("p", Assert.Single(BratsCohort.FindScans(path).Patients).Name);
        }
    }

    [Fact]
    public void A_stray_scan_beside_the_patients_does_not_make_a_patient_of_their_folder()
    {
        Add("p", "_", Suffixes2021);
        File.WriteAllBytes(source["atlas.nii.gz"], []);
        Assert.Equal("p", Assert.Single(BratsCohort.FindScans(source.Path).Patients).Name);
        Directory.CreateDirectory(source["p", "out"]);
        File.WriteAllBytes(source["p", "out", "p_score.nii.gz"], []);
        Assert.Equal("p", Assert.Single(BratsCohort.FindScans(source["p"]).Patients).Name);
    }

    [Fact]
    public void One_patients_folder_without_a_scan_says_which_name_was_looked_for()
    {
        Add("p", "_", ["flair", "t1", "t2"]);
        var failure = Assert.Throws<BrainDaeException>(() => BratsCohort.FindScans(source["p"]));
        Assert.Contains("has no p_t1ce.nii.gz", failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => BratsCohort.FindScans(source["q"])).Kind);
    }

    [Fact]
    public void The_names_of_2023_are_recognised()
    {
        Add("BraTS-GLI-00000-000", "-", ["t1c", "t1n", "t2f", "t2w", "seg"]);
        var cohort = BratsCohort.Find(source.Path);
        Assert.Equal("BraTS 2023 and later", cohort.Layout);
        var patient = Assert.Single(cohort.Patients);
        Assert.Equal(["t2f", "t1n", "t1c", "t2w"], patient.Scans.Values.Select(file => Path.GetFileName(file.Path)["BraTS-GLI-00000-000-".Length..^".nii.gz".Length]));
    }

    [Fact]
    public void Names_are_sorted_by_ordinal_and_may_hold_spaces_and_any_script()
    {
        string[] names = ["b", "B", "a patient", "ä", "患者 1", "a"];
        foreach (var name in names)
        {
            Add(name, "_", Suffixes2021);
        }

        Assert.Equal(["B", "a", "a patient", "b", "ä", "患者 1"], BratsCohort.Find(source.Path).Patients.Select(p => p.Name));
    }

    [Fact]
    public void Uncompressed_files_count_and_compressed_ones_are_preferred()
    {
        Add("p", "_", Suffixes2021, ".nii");
        Add("p", "_", ["t1"], ".nii.gz");
        var patient = Assert.Single(BratsCohort.Find(source.Path).Patients);
        Assert.Equal(["p_flair.nii", "p_t1.nii.gz", "p_t1ce.nii", "p_t2.nii"], patient.Scans.Values.Select(scan => Path.GetFileName(scan.Path)));
    }

    [Fact]
    public void A_patient_without_a_modality_is_set_apart_with_the_reason()
    {
        Add("complete", "_", Suffixes2021);
        Add("lacking", "_", ["flair", "t1", "seg"]);
        var cohort = BratsCohort.Find(source.Path);
        Assert.Equal("complete", Assert.Single(cohort.Patients).Name);
        var incomplete = Assert.Single(cohort.Incomplete);
        Assert.Equal("lacking", incomplete.Name);
        Assert.Equal($"{source["lacking"]}: has no lacking_t1ce.nii.gz, no lacking_t2.nii.gz.", incomplete.Reason.ToString());
    }

    [Fact]
    public void A_patient_without_a_label_is_complete_and_a_mixed_cohort_asks_for_a_rule()
    {
        Add("a", "_", Suffixes2021);
        Add("b", "_", Suffixes2021[..4]);
        var cohort = BratsCohort.Find(source.Path);
        Assert.Empty(cohort.Incomplete);
        Assert.Equal([false, true], cohort.Patients.Select(p => p.Segmentation is null));

        var fault = Assert.Throws<BrainDaeException>(() => cohort.Admit(null));
        Assert.Equal(FailureKind.InvalidOption, fault.Kind);
        Assert.Contains("1 of the 2 patients", fault.Message, StringComparison.Ordinal);
        Assert.Contains("`Unlabelled` skip", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], cohort.Admit(UnlabelledRule.Healthy).Patients.Select(p => p.Name));
        Assert.Equal(["a"], cohort.Admit(UnlabelledRule.Skip).Patients.Select(p => p.Name));
    }

    [Fact]
    public void A_cohort_without_any_label_asks_for_no_rule_but_skips_nobody()
    {
        Add("a", "_", Suffixes2021[..4]);
        var cohort = BratsCohort.Find(source.Path);
        Assert.Same(cohort, cohort.Admit(null));
        Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => cohort.Admit(UnlabelledRule.Skip)).Kind);
    }

    [Fact]
    public void Stray_files_and_folders_without_scans_are_ignored()
    {
        Add("p", "_", Suffixes2021);
        File.WriteAllText(source["mapping.csv"], "x");
        File.WriteAllText(source["stray_flair.nii.gz"], "x");
        Directory.CreateDirectory(source["notes"]);
        File.WriteAllText(source["notes", "notes.txt"], "x");
        Directory.CreateDirectory(source["empty"]);
        File.WriteAllText(source["p", "p_t1.json"], "{}");
        var cohort = BratsCohort.Find(source.Path);
        Assert.Single(cohort.Patients);
        Assert.Empty(cohort.Incomplete);
    }

    [Fact]
    public void A_source_that_does_not_exist_is_missing()
    {
        var fault = Assert.Throws<BrainDaeException>(() => BratsCohort.Find(source["nowhere"]));
        Assert.Equal(FailureKind.MissingInput, fault.Kind);
        Assert.Contains(source["nowhere"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_a_file_is_refused()
    {
        File.WriteAllText(source["file"], "x");
        AssertInvalid(source["file"], "is a file");
    }

    [Fact]
    public void An_empty_source_is_refused() => AssertInvalid(source.Path, "is empty");

    [Fact]
    public void A_source_without_a_patient_is_refused()
    {
        Directory.CreateDirectory(source["notes"]);
        AssertInvalid(source.Path, "no folder in it holds NIfTI files");
    }

    [Fact]
    public void The_folder_of_one_patient_given_as_the_source_is_recognised()
    {
        Add("p", "_", Suffixes2021);
        AssertInvalid(source["p"], "folder above");
    }

    [Fact]
    public void A_cohort_with_no_complete_patient_is_refused_naming_the_first_fault()
    {
        Add("p", "_", ["t1"]);
        AssertInvalid(source.Path, "has no p_flair.nii.gz");
    }

    private static void AssertInvalid(string path, string part)
    {
        var fault = Assert.Throws<BrainDaeException>(() => BratsCohort.Find(path));
        Assert.Equal(FailureKind.InvalidInput, fault.Kind);
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private void Add(string name, string separator, string[] suffixes, string extension = ".nii.gz")
    {
        Directory.CreateDirectory(source[name]);
        foreach (var suffix in suffixes)
        {
            File.WriteAllText(source[name, name + separator + suffix + extension], "");
        }
    }
}
