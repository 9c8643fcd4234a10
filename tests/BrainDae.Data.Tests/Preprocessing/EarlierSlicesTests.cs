using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Tests.Slices;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

/// <summary>Slices that leave the cohort are moved, not lost.</summary>
public sealed class EarlierSlicesTests
{
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
