using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Data.Tests.Cohorts;

public sealed class ModalitiesTests
{
    [Fact]
    public void A_list_is_equal_to_another_of_the_same_names_in_the_same_order()
    {
        Assert.Equal(Modalities.Brats, Modalities.Parse("FLAIR, t1,t1ce,t2"));
        Assert.Equal(Modalities.Brats.GetHashCode(), Modalities.Parse("flair,t1,t1ce,t2").GetHashCode());
        Assert.NotEqual(Modalities.Brats, Modalities.Parse("t1,flair,t1ce,t2"));
    }

    [Fact]
    public void A_channel_is_found_by_name()
    {
        var list = Modalities.Parse("swi,flair");
        Assert.Equal(1, list.ChannelOf(Modality.Flair));
        Assert.Equal([3, 4, 5], list.Channel<int>([0, 1, 2, 3, 4, 5], Modality.Flair).ToArray());
        Assert.False(list.Contains(Modality.T2));
        Assert.Throws<ArgumentException>(() => list.ChannelOf(Modality.T2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("flair,")]
    [InlineData("flair,flair")]
    [InlineData("a/b")]
    [InlineData("seg")]
    [InlineData("a234567890123456789012345678901234")]
    public void Other_lists_are_refused(string list) =>
        Assert.Equal(FailureKind.InvalidOption, Assert.Throws<BrainDaeException>(() => Modalities.Parse(list)).Kind);

    [Fact]
    public void A_patient_has_a_file_for_each_modality()
    {
        var files = PatientFiles.Of("p", Modalities.Parse("t2,flair"), ["b", "a"]);
        Assert.Equal("a", files[Modality.Flair].Path);
        var failure = Assert.Throws<BrainDaeException>(() => files[Modality.T1]);
        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains("has no t1 scan, only flair, t2", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PatientFiles.Of("p", Modalities.Brats, ["one"]));
        Assert.Throws<ArgumentException>(() => PatientFiles.Of("p", Modalities.Parse("t2"), [""]));
        Assert.Throws<ArgumentException>(() => new PatientFiles("p", new Dictionary<Modality, ScanFile>()));
    }
}
