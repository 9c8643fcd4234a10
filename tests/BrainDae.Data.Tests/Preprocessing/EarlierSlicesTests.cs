using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Tests.Slices;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

/// <summary>Slices that leave the cohort are moved, not lost.</summary>
public sealed class EarlierSlicesTests
{
    [Theory]
    [InlineData("99aa06d3014798d86001c324468d497f", "99aa06d3014798d86001c324468d497f", "Current")]
    [InlineData("99aa06d3014798d86001c324468d497f", "99aa06d3014798d86001c324468d497e", "Changed")]
    [InlineData(null, "99aa06d3014798d86001c324468d497f", "Damaged")]
    public void Slices_of_other_files_are_told_from_those_of_earlier_versions(string? then, string now, string expected)
    {
        using var folder = new TemporaryFolder();
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("p") with { Inputs = [new("flair", then)] }, SlicePatients.Options);

        Assert.Equal(expected, EarlierSlices.StateOf(folder.Path, PatientFiles.Of("p", Modalities.Parse("flair"), ["x"]), SlicePatients.Options, [new("flair", now)]).ToString());
    }

    [Fact]
    public void Scans_are_known_by_their_bytes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["flair.nii"], []);
        File.WriteAllBytes(folder["seg.nii"], "abc"u8);

        var hashes = InputHash.Of(new("p", new Dictionary<Modality, ScanFile> { [Modality.Flair] = new(folder["flair.nii"]) }, folder["seg.nii"]), Modalities.Parse("flair"));

        // As xxh128sum prints them.
        Assert.Equal([new("flair", "99aa06d3014798d86001c324468d497f"), new("seg", "06b05ab6733a618578af5f94892f3950")], hashes);
    }

    [Fact]
    public void Slices_are_set_aside_once_and_removed_when_the_patient_is_back()
    {
        using var folder = new TemporaryFolder();
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("p"), SlicePatients.Options);
        var slices = File.ReadAllBytes(folder["slices", "p.safetensors"]);

        Assert.True(EarlierSlices.SetAside(folder.Path, "p"));
        Assert.False(File.Exists(folder["slices", "p.safetensors"]));
        Assert.Equal(slices, File.ReadAllBytes(folder["set-aside", "p.safetensors"]));
        Assert.False(EarlierSlices.SetAside(folder.Path, "p"));

        EarlierSlices.RemoveAside(folder.Path, "p");
        Assert.False(Directory.Exists(folder["set-aside"]));
        EarlierSlices.RemoveAside(folder.Path, "p");
    }
}
