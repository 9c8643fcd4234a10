using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Files;

namespace BrainDae.Data.Preprocessing;

/// <summary>How a scan becomes slices. The defaults are those of the published method.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>Smallest <see cref="Size"/>.</summary>
    public const int MinSize = 16;

    /// <summary>Largest <see cref="Size"/>.</summary>
    public const int MaxSize = 1024;

    /// <summary>The network halves a slice three times, so its edge must divide by this.</summary>
    public const int SizeMultiple = 8;

    // Generated readers set what the JSON lacks to null.
    /// <summary>The modalities that become channels, in their order. Default <see cref="Cohorts.Modalities.Brats"/>.</summary>
    public Modalities Modalities { get; init => field = value ?? Modalities.Brats; } = Modalities.Brats;

    /// <summary>Edge of a slice in pixels after resizing: 16 to 1024, a multiple of 8. Default 128.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Quantile of a modality's voxels above 0 that becomes 1: above 0, at most 1. Default 0.99.</summary>
    public double Quantile { get; init; } = 0.99;

    /// <summary>
    /// A slice shows brain if the sum over its voxels of the mean of the normalised modalities exceeds this: at least
    /// 0, finite. Default 0.5.
    /// </summary>
    public double BrainThreshold { get; init; } = 0.5;

    /// <summary>The options that a data folder's slices were made with; what its manifest does not say has the default.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: the manifest's options cannot be read.</exception>
    public static PreprocessingOptions Of(CohortManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        try
        {
            var stored = manifest.Preprocessing.Deserialize(PreprocessingJson.Default.StoredPreprocessing);
            var defaults = new PreprocessingOptions();
            return new()
            {
                Modalities = manifest.Modalities,
                Size = manifest.Size,
                Quantile = stored?.Quantile ?? defaults.Quantile,
                BrainThreshold = stored?.BrainThreshold ?? defaults.BrainThreshold,
            };
        }
        catch (JsonException e)
        {
            throw BrainDaeException.Invalid($"{CohortManifest.FileName}: its preprocessing options cannot be read ({e.Message.ReplaceLineEndings(" ")}). Run braindae preprocess again.", e);
        }
    }

    /// <summary>Checks every option.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: names every fault.</exception>
    public void Validate() => BrainDaeException.Refuse(
        OptionFault.Unless(Size is >= MinSize and <= MaxSize && Size % SizeMultiple == 0, Size, $"must be a multiple of {SizeMultiple} from {MinSize} to {MaxSize}"),
        OptionFault.Unless(Quantile is > 0 and <= 1, Quantile, "must be above 0 and at most 1"),
        OptionFault.Unless(BrainThreshold is >= 0 and < double.PositiveInfinity, BrainThreshold, "must be a finite number of at least 0"));
}

/// <summary>The options as a manifest holds them.</summary>
internal sealed record StoredPreprocessing(double? Quantile = null, double? BrainThreshold = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredPreprocessing))]
internal sealed partial class PreprocessingJson : JsonSerializerContext;
