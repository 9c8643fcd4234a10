using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Tests.Calibration;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Models;

/// <summary>Models that store salted hashes in place of names.</summary>
public sealed class AnonymousModelTests : IDisposable
{
    private static readonly TrainingDataIdentity Named = new("data", 128, "train", "val", ["Ada"], ["Bea"], ["a1"], ["b2"]);

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    public void A_model_is_anonymous_where_its_data_or_its_calibration_is(bool data, bool? calibration, bool anonymous)
    {
        var plain = Calibrations.With(new(1, 0.5, 0.6), "data", "Bea");
        using var model = Written(data ? Named.Anonymous() : Named, calibration is not { } hidden ? null : hidden ? plain with { Data = plain.Data.Anonymous() } : plain);

        Assert.Equal(anonymous, model.IsAnonymous);
    }

    [Fact]
    public void Writing_it_anonymously_leaves_no_name_in_any_part_and_still_knows_its_patients()
    {
        using (var named = Written(Named, Calibrations.With(new(1, 0.5, 0.6), "data", "Bea")))
        {
            named.WriteAnonymous();
        }

        using var model = ModelFile.Open(folder["model.safetensors"]);
        Assert.All(model.Tensors.Metadata.Values, value => Assert.DoesNotMatch("Ada|Bea|a1\"|b2\"", value));
        var (trained, validated) = (model.Manifest.Data!.Trained, model.Manifest.Data.Validated);
        Assert.True(trained.Holds("Ada", "") && trained.Holds("", "a1") && !trained.Holds("Bea", "b2"));
        Assert.True(validated.Holds("Bea", "") && validated.Holds("", "b2") && !validated.Holds("Ada", "a1"));
        Assert.True(model.Calibration!.Data.Register.Holds("Bea", ""));
    }

    [Fact]
    public void A_salt_stays_what_it_was_or_earlier_models_would_know_nobody() =>
        Assert.Equal("5ef4afb3b4d00bdd6798dc852319f4f2", PatientRegister.SaltOf("data"));

    public void Dispose() => folder.Dispose();

    private ModelFile Written(TrainingDataIdentity data, ModelCalibration? calibration)
    {
        var options = new TrainingOptions();
        ModelFile.Write(
            folder["model.safetensors"],
            new() { Software = "BrainDae test", Options = options, Data = data, Progress = TrainingProgress.NotBegun(options), Compute = null },
            [new("weight", BrainDae.Data.Formats.ElementType.F32, [1], BitConverter.GetBytes(1f))],
            calibration);
        return ModelFile.Open(folder["model.safetensors"]);
    }
}
