using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Models;

public sealed class ModelFolderTests
{
    [Fact]
    public void A_name_too_long_for_a_folder_is_refused_before_any_work()
    {
        Assert.Contains("at most 200 bytes long", Assert.Throws<BrainDaeException>(() => ModelFolder.Of("models", new string('x', 300))).Message, StringComparison.Ordinal);
        Assert.Throws<BrainDaeException>(() => ModelFolder.Of("models", new string('脳', 67)));
        ModelFolder.Of("models", new string('x', 200));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("a/b")]
    [InlineData("../other")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Names_that_are_no_plain_folder_name_are_refused(string identifier)
    {
        var failure = Assert.Throws<BrainDaeException>(() => ModelFolder.Of("models", identifier));

        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.StartsWith("`identifier`", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("dae")]
    [InlineData("Gehirn-Größe 3")]
    [InlineData("脳")]
    [InlineData("...")]
    [InlineData("v1.2_noise-16")]
    public void Plain_names_are_folders_under_the_models(string identifier)
    {
        var folder = ModelFolder.Of("models", identifier);

        Assert.Equal(Path.Combine("models", identifier), folder.Path);
        Assert.Equal(Path.Combine("models", identifier, "model.safetensors"), folder.Model);
        Assert.Equal(identifier, folder.Identifier);
    }

    [Fact]
    public void Missing_model_lists_the_models_there()
    {
        using var models = new TemporaryFolder();
        foreach (var name in new[] { "zeta", "alpha" })
        {
            Directory.CreateDirectory(models[name]);
            File.WriteAllBytes(models[name, "model.safetensors"], []);
        }

        Directory.CreateDirectory(models["begun"]);

        var failure = Assert.Throws<BrainDaeException>(ModelFolder.Of(models.Path, "beta").RequireModel);

        Assert.Equal(FailureKind.MissingInput, failure.Kind);
        Assert.Contains("no model 'beta'", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Models there: alpha, zeta.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_model_where_there_is_none_says_how_to_make_one()
    {
        using var models = new TemporaryFolder();

        var failure = Assert.Throws<BrainDaeException>(ModelFolder.Of(models["nowhere"], "beta").RequireModel);

        Assert.Contains("braindae train", failure.Message, StringComparison.Ordinal);
    }
}
