using BrainDae.Data.Slices;
using BrainDae.Files;
using CsCheck;

namespace BrainDae.Data.Tests.Slices;

public sealed class PatientFileNameTests
{
    [Theory]
    [InlineData("BraTS2021_00000", "BraTS2021_00000.safetensors")]
    [InlineData("sub 01", "sub%2001.safetensors")]
    [InlineData("Müller", "M%C3%BCller.safetensors")]
    [InlineData("50%", "50%25.safetensors")]
    [InlineData("a:b*c", "a%3Ab%2Ac.safetensors")]
    [InlineData("...", "....safetensors")]
    public void A_name_gives_a_file_name_and_comes_back(string name, string fileName)
    {
        Assert.Equal(fileName, PatientFileName.Of(name));
        Assert.True(PatientFileName.TryParse(fileName, out var back));
        Assert.Equal(name, back);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_name_that_is_not_one_folder_is_refused(string name) =>
        Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => PatientFileName.Of(name)).Kind);

    [Fact]
    public void A_name_that_is_not_valid_unicode_is_refused() =>
        Assert.Throws<BrainDaeException>(() => PatientFileName.Of("a" + (char)0xD800));

    [Fact]
    public void A_name_that_is_too_long_is_refused() =>
        Assert.Throws<BrainDaeException>(() => PatientFileName.Of(new string('x', 300)));

    [Theory]
    [InlineData("x")]
    [InlineData("%2E%2E%2Fx.safetensors")]
    [InlineData("%41.safetensors")]
    [InlineData("a b.safetensors")]
    [InlineData(".safetensors")]
    public void A_file_name_that_no_patient_gives_is_not_one(string fileName) =>
        Assert.False(PatientFileName.TryParse(fileName, out _));

    [Fact]
    public void Different_names_give_different_file_names_that_stay_in_their_folder() =>
        Gen.String[0, 30].Sample(name =>
        {
            try
            {
                var file = PatientFileName.Of(name);
                return Path.GetFileName(file) == file && PatientFileName.TryParse(file, out var back) && back == name;
            }
            catch (BrainDaeException)
            {
                return true;
            }
        });
}
