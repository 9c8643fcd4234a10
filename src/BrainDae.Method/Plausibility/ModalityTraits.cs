using System.Collections.Immutable;

namespace BrainDae.Method.Plausibility;

/// <summary>What one modality looks like in the foreground, normalized intensity.</summary>
/// <param name="Quantiles">At <see cref="Ranks"/>, ascending.</param>
/// <param name="Greatest">Highest intensity of any pixel.</param>
/// <param name="Plateau">Share of the pixels in the fullest of the bins, 0.0025 wide: large where intensities were clipped.</param>
/// <param name="Rim">Mean intensity along the rim of the foreground over that within: below 1 in a brain, whose rim is thin, above it where a skull is left.</param>
/// <param name="Roughness">Half the mean squared difference of neighboring pixels over the variance: about 0.15 in a brain, 1 in noise.</param>
internal sealed record ModalityTraits(ImmutableArray<double> Quantiles, double Greatest, double Plateau, double Rim, double Roughness)
{
    /// <summary>Ranks of <see cref="Quantiles"/>; the same from either end, so that those of an inverted scan follow from them.</summary>
    public static ImmutableArray<double> Ranks { get; } = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    /// <summary>As the scan would look if each intensity were taken from the highest, and normalized again.</summary>
    public ModalityTraits Inverted()
    {
        var scale = Math.Max(Greatest - Quantiles[0], double.Epsilon);
        return this with { Quantiles = [.. Quantiles.Reverse().Select(quantile => (Greatest - quantile) / scale)], Greatest = Greatest / scale };
    }
}
