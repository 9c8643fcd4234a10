using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Kinds;
using BrainDae.Method.Models;

namespace BrainDae.Method.Tests.Corruption;

public sealed class CorruptionsTests
{
    private const int Size = 16;
    private const int Area = Size * Size;

    public static TheoryData<string> Names => [.. Corruptions.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manifest_keeps_the_kind_and_its_options(string name)
    {
        var options = new TrainingOptions { Corruption = Changed(Corruptions.Create(name)) };

        Assert.Equal(name, options.Corruption.Name);
        Assert.Equal(options, Read(Manifest(options).ToJsonString()).Options);
        Assert.Equal(name, (string?)Manifest(options)["options"]!["corruption"]!["name"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_stream_gives_the_same_corruption_and_a_draw_can_be_applied_again(string name)
    {
        var corruption = Corruptions.Create(name);
        var draw = corruption.Draw(2, 3, Size, new RandomStream(1, 2, 3));

        var first = Applied(draw, 1);

        Assert.Equal(first, Applied(draw, 1));
        Assert.Equal(first, Applied(corruption.Draw(2, 3, Size, new RandomStream(1, 2, 3)), 1));
        Assert.Equal(name != "none", !first.SequenceEqual(Applied(corruption.Draw(2, 3, Size, new RandomStream(1, 2, 4)), 1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_corruption_of_no_strength_changes_nothing_and_none_changes_the_background(string name)
    {
        var draw = Corruptions.Create(name).Draw(2, 3, Size, new RandomStream(1));
        var clean = Clean();
        var corrupted = Applied(draw, 1);

        Assert.Equal(clean, Applied(draw, 0));
        Assert.Equal(name != "none", !corrupted.SequenceEqual(clean));
        Assert.All(Enumerable.Range(0, clean.Length).Where(i => i % Area < Size), i => Assert.Equal(clean[i], corrupted[i]));
    }

    [Theory]
    [InlineData("pixel")]
    [InlineData("simplex")]
    public void Noise_has_its_deviation(string name)
    {
        var corrupted = new float[8 * Area];
        var options = (NoiseOptions)Corruptions.Create(name) with { StandardDeviation = 0.3 };

        Apply(options.Draw(8, 1, Size, new RandomStream(5)), new float[8 * Area], [.. Enumerable.Repeat(1f, 8 * Area)], corrupted, 1, 8);

        Assert.Equal(0.3, Math.Sqrt(corrupted.Average(value => value * value)), 0.02);
        Assert.Equal(0, corrupted.Average(), 0.06);
    }

    [Fact]
    public void Pixel_noise_of_neighboring_pixels_is_independent()
    {
        var corrupted = new float[8 * Area];
        Apply(new PixelNoiseOptions().Draw(8, 1, Size, new RandomStream(5)), new float[8 * Area], [.. Enumerable.Repeat(1f, 8 * Area)], corrupted, 1, 8);

        Assert.Equal(0, Enumerable.Range(0, corrupted.Length - 1).Average(i => corrupted[i] * corrupted[i + 1]) / 0.04, 0.08);
    }

    [Fact]
    public void Simplex_noise_is_smooth_over_pixels_and_not_over_its_wavelength()
    {
        var corrupted = new float[8 * Area];
        var options = new SimplexNoiseOptions { Octaves = 1, Wavelength = 0.5 };
        Apply(options.Draw(8, 1, Size, new RandomStream(5)), new float[8 * Area], [.. Enumerable.Repeat(1f, 8 * Area)], corrupted, 1, 8);

        Assert.InRange(Correlation(1), 0.8, 1);
        Assert.InRange(Correlation(8), -0.4, 0.4);

        double Correlation(int distance) => Enumerable.Range(0, corrupted.Length).Where(i => i % Size + distance < Size)
            .Average(i => corrupted[i] * corrupted[i + distance]) / (options.StandardDeviation * options.StandardDeviation);
    }

    [Theory]
    [InlineData(0, 0.8, 0.25, "Octaves 0")]
    [InlineData(11, 0.8, 0.25, "Octaves 11")]
    [InlineData(6, 0, 0.25, "Persistence 0")]
    [InlineData(6, 1.5, 0.25, "Persistence 1.5")]
    [InlineData(6, 0.8, 0, "Wavelength 0")]
    [InlineData(6, 0.8, double.NaN, "Wavelength NaN")]
    public void Simplex_options_that_cannot_work_are_named(int octaves, double persistence, double wavelength, string fault) => Assert.StartsWith(
        $"`Corruption.{fault.Replace(" ", "` ", StringComparison.Ordinal)}: must be ",
        BrainDaeException.Option(Assert.Single(new SimplexNoiseOptions { Octaves = octaves, Persistence = persistence, Wavelength = wavelength }.Faults(128))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_manifest_of_before_reads_as_coarse_noise_with_its_options()
    {
        var json = Manifest(new());
        var options = json["options"]!.AsObject();
        options.Remove("corruption");
        options["noise"] = new JsonObject { ["resolution"] = 8, ["standard_deviation"] = 0.5, ["mixed"] = true };

        var read = Read(json.ToJsonString());

        Assert.Equal(new CoarseNoiseOptions { Resolution = 8, StandardDeviation = 0.5, Mixed = true }, read.Options.Corruption);
        Assert.DoesNotContain("\"noise\"", read.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smoke")]
    [InlineData("BrainDae.Method.Corruption.PixelNoiseOptions, BrainDae.Method")]
    public void An_unknown_name_is_refused_with_those_that_are_known(string name)
    {
        var json = Manifest(new());
        json["options"]!["corruption"]!["name"] = name;

        var option = Assert.Throws<BrainDaeException>(() => Corruptions.Create(name));
        var manifest = Assert.Throws<BrainDaeException>(() => Read(json.ToJsonString()));

        Assert.Equal(FailureKind.InvalidOption, option.Kind);
        Assert.All([option, manifest], failure => Assert.Contains($"'{name}'", failure.Message, StringComparison.Ordinal));
        Assert.All([option, manifest], failure => Assert.Contains(string.Join(", ", Corruptions.Names), failure.Message, StringComparison.Ordinal));
        Assert.EndsWith("; open it with the program that trained it, or train the model again.", manifest.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_nobody_registered_is_refused_before_training()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new TrainingOptions { Corruption = new Shade() }.Validate(128));

        Assert.Contains(nameof(Shade), failure.Message, StringComparison.Ordinal);
        Assert.Contains("register it", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Its JSON context has no options at all: the name that the base type shows must not get in the way.</summary>
    [Fact]
    public void A_kind_is_stored_by_its_own_properties_and_its_name()
    {
        var registry = new KindRegistry<CorruptionOptions>("Corruption", "coarse").Add("shade", ShadeJson.Default.Shade);

        var json = registry.ToJson(new Shade { Depth = 0.5 });

        Assert.Equal("""{"name":"shade","Depth":0.5}""", json.ToJsonString());
        Assert.Equal(new Shade { Depth = 0.5 }, registry.Read(json.Deserialize<JsonElement>()));
    }

    [Fact]
    public void A_name_belongs_to_one_kind()
    {
        Corruptions.Register("pixel", CorruptionJson.Default.PixelNoiseOptions);

        Assert.Throws<ArgumentException>(() => Corruptions.Register("pixel", CorruptionJson.Default.NoCorruption));
    }

    private static CorruptionOptions Changed(CorruptionOptions options) => options is NoiseOptions noise ? noise with { StandardDeviation = 0.35 } : options;

    private static JsonObject Manifest(TrainingOptions options)
    {
        var manifest = new CheckpointManifest { Software = "test", Options = options, Data = null, Progress = TrainingProgress.NotBegun(options), Compute = null };
        return JsonNode.Parse(manifest.ToJson())!.AsObject();
    }

    private static CheckpointManifest Read(string json) => CheckpointManifest.Parse("p", json);

    private static float[] Clean() => [.. Enumerable.Range(0, 6 * Area).Select(i => i % Area < Size ? 0 : 0.25f + i % 7 * 0.125f)];

    /// <summary>The first row of each slice is background.</summary>
    private static float[] Applied(ICorruption draw, double strength)
    {
        var corrupted = new float[6 * Area];
        Apply(draw, Clean(), [.. Enumerable.Range(0, 2 * Area).Select(i => i % Area < Size ? 0f : 1f)], corrupted, 3, 2, strength);
        return corrupted;
    }

    private static void Apply(ICorruption draw, float[] clean, float[] foreground, float[] corrupted, int modalities, int slices, double strength = 1) => draw.Apply(new()
    {
        Modalities = modalities,
        Size = Size,
        Strength = [.. Enumerable.Repeat(strength, slices)],
        Clean = clean,
        Foreground = foreground,
        Corrupted = corrupted,
    });
}

internal sealed record Shade : CorruptionOptions
{
    public double Depth { get; init; }

    public override ICorruption Draw(int slices, int modalities, int size, RandomStream random) => throw new NotSupportedException();
}

[JsonSerializable(typeof(Shade))]
internal sealed partial class ShadeJson : JsonSerializerContext;
