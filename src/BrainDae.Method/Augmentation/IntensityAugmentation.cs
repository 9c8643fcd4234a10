using System.Text.Json.Serialization;
using BrainDae.Data.Cohorts;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Augmentation;

/// <summary>
/// How the intensities of training slices are varied, as they vary between scanners: a smooth random field and another
/// contrast curve for each modality of each slice. The healthy slice to give back is varied too. Published: neither.
/// </summary>
public sealed record IntensityAugmentation
{
    /// <summary>
    /// Standard deviation of the coefficients of the logarithm of a random field, a polynomial of order 2 in x and y, which
    /// run from -1 to 1 over the slice; 0 (published: no field) to 1. Default 0.
    /// </summary>
    public double Field { get; init; }

    /// <summary>Standard deviation of the logarithm of the power that intensities are raised to; 0 (published: none) to 1. Default 0.</summary>
    public double Contrast { get; init; }

    /// <summary>Whether slices are varied at all.</summary>
    [JsonIgnore]
    public bool Varies => Field > 0 || Contrast > 0;

    /// <summary>Values that cannot work.</summary>
    public IEnumerable<OptionFault> Faults() => new[]
    {
        OptionFault.Unless(Field is >= 0 and <= 1, Field, "must be 0 (none) to 1", "Augmentation.Field"),
        OptionFault.Unless(Contrast is >= 0 and <= 1, Contrast, "must be 0 (none) to 1", "Augmentation.Contrast"),
    }.OfType<OptionFault>();

    /// <summary>Draws for one slice.</summary>
    /// <param name="modalities">Its channels; what a modality draws depends on its name alone, not on its place.</param>
    /// <param name="random">The slice's own stream.</param>
    internal IntensityDraw Draw(Modalities modalities, RandomStream random)
    {
        var channels = new IntensityDraw.Channel[modalities.Count];
        foreach (var modality in modalities.Order(Modality.ByName))
        {
            var power = Math.Exp(Contrast * random.NextNormal());
            double[] coefficients = [.. Enumerable.Range(0, IntensityDraw.Terms).Select(_ => Field * random.NextNormal())];
            channels[modalities.ChannelOf(modality)] = new(power, [.. coefficients]);
        }

        return new([.. channels]);
    }
}
