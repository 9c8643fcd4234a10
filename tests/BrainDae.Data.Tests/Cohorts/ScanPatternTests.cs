using BrainDae.Data.Cohorts;
using BrainDae.Files;

namespace BrainDae.Data.Tests.Cohorts;

public sealed class ScanPatternTests
{
    [Theory]
    [InlineData("{patient}/{modality}.nii.gz", "p 1/FLAIR.nii.gz", "p 1", "p 1", "flair")]
    [InlineData("{patient}/{patient}_{modality}.nii", "a_b/a_b_T1w.nii", "a_b", "a_b", "t1")]
    [InlineData("{patient}_{modality}.nii", "a_b_T1GD.nii", "a_b", "a_b", "t1ce")]
    [InlineData("{patient}_{modality}.nii", "a_t2-flair.nii", "a", "a", "flair")]
    [InlineData("{subject}/{session}/*_{modality}.nii", "s/2/x_y_seg.nii", "s_2", "s", "seg")]
    [InlineData("{patient}/{session}/{modality}.nii", "s/2/t2.nii", "s_2", "s", "t2")]
    [InlineData("{subject}/{patient}/{modality}.nii", "s/p/t2.nii", "p", "s", "t2")]
    [InlineData("sub.(x)/{patient}+{modality}.nii", "sub.(x)/p+t2.nii", "p", "p", "t2")]
    public void A_path_says_who_and_what(string pattern, string path, string patient, string subject, string name) =>
        Assert.Equal(new(patient, subject, name), Pattern(pattern).Match(path));

    [Theory]
    [InlineData("{patient}/{modality}.nii.gz", "p/q/FLAIR.nii.gz")]
    [InlineData("{patient}/{modality}.nii.gz", "p/PD.nii.gz")]
    [InlineData("{patient}/{patient}_{modality}.nii", "a/b_T1w.nii")]
    [InlineData("{patient}/{modality}.nii", "p/FLAIRxnii")]
    [InlineData("{patient}/{modality}.nii", "/FLAIR.nii")]
    public void Other_paths_do_not_fit(string pattern, string path) => Assert.Null(Pattern(pattern).Match(path));

    [Fact]
    public void Two_ways_to_read_a_path_are_refused_with_both()
    {
        var failure = Assert.Throws<BrainDaeException>(() => Pattern("{subject}_{session}_{modality}.nii").Match("a_b_c_t1.nii"));

        Assert.Contains("subject a_b, session c", failure.Message, StringComparison.Ordinal);
        Assert.Contains("subject a, session b_c", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{patient}.nii")]
    [InlineData("{modality}.nii")]
    [InlineData("{session}/{modality}.nii")]
    [InlineData("{patient}{modality}.nii")]
    [InlineData("{patient}/*{modality}*{session}.nii")]
    [InlineData("{who}/{patient}/{modality}.nii")]
    [InlineData("{patient}/{modality.nii")]
    [InlineData("/{patient}/{modality}.nii")]
    [InlineData("{patient}/../{modality}.nii")]
    [InlineData("{patient}\\{modality}.nii")]
    public void Patterns_that_cannot_work_are_refused(string pattern)
    {
        var failure = Assert.Throws<BrainDaeException>(() => Pattern(pattern));

        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.Contains("`Pattern`", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_the_user_take_the_place_of_the_usual_ones()
    {
        var pattern = ScanPattern.Parse("{patient}/{modality}.nii", ModalityWords.Parse("t1=T1KM,t1ce=T1,adc=ADC map"), Modalities.Parse("dwi"));

        Assert.Equal(["t1ce", "t1", "adc", "dwi", null, "t2"], new[] { "T1", "t1km", "ADC map", "DWI", "t1w", "T2w" }.Select(word => pattern.Match($"p/{word}.nii")?.Name));
    }

    private static ScanPattern Pattern(string text) => ScanPattern.Parse(text, ModalityWords.Usual, Modalities.Brats);
}
