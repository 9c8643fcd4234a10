using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption.Painting;

/// <summary>
/// The random part of one synthetic lesion, an ellipsoid with a rough boundary that reaches through several slices.
/// Drawing is apart from applying (<see cref="SyntheticLesion"/>), so that a draw can be replayed and painted into one
/// slice or a run of slices. Immutable.
/// </summary>
internal sealed record LesionDraw
{
    /// <summary>Row of the center, pixels.</summary>
    public required double CenterX { get; init; }

    /// <summary>Column of the center, pixels.</summary>
    public required double CenterY { get; init; }

    /// <summary>Half the first axis in the slice, pixels.</summary>
    public required double First { get; init; }

    /// <summary>Half the second axis in the slice, at a right angle to the first, pixels.</summary>
    public required double Second { get; init; }

    /// <summary>Half the axis across slices, in pixels of the slice.</summary>
    public required double Across { get; init; }

    /// <summary>Angle of the first axis with the rows, radians.</summary>
    public required double Angle { get; init; }

    /// <summary>How far the boundary goes in and out, in radii.</summary>
    public required double Roughness { get; init; }

    /// <summary>Width over which the lesion fades, in radii, at most 1.</summary>
    public required double Edge { get; init; }

    /// <summary>Smooth noise that moves the boundary: a lattice in the lesion's own axes, [7, 7, 7] values in [-1, 1].</summary>
    public required ReadOnlyMemory<float> Boundary { get; init; }

    /// <summary>Smooth noise that the contrast varies with; a lattice as <see cref="Boundary"/>.</summary>
    public required ReadOnlyMemory<float> Grain { get; init; }

    /// <summary>How much it does, as a share of the contrast.</summary>
    public required double Texture { get; init; }

    /// <summary>What is added, by channel.</summary>
    public required ImmutableArray<float> Contrast { get; init; }

    /// <summary>What is added in the core, by channel.</summary>
    public required ImmutableArray<float> CoreContrast { get; init; }

    /// <summary>Radius of the core, in radii; 0 for a lesion without.</summary>
    public required double CoreRadius { get; init; }

    /// <summary>How much of the tissue's structure is lost, 0 to 1.</summary>
    public required double Flattening { get; init; }

    /// <summary>Beyond so many radii there is nothing of the lesion, in any direction.</summary>
    public double Reach => 1 + Roughness + Edge / 2;

    /// <summary>Draws a lesion with its center in the foreground.</summary>
    /// <param name="options">Where its properties lie.</param>
    /// <param name="modalities">The channels. What a modality shows depends on its name alone, not on its place.</param>
    /// <param name="foreground">Of the slice through its center, [x, y] in C order; at least one pixel that is not 0.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="random">The lesion's stream.</param>
    public static LesionDraw From(LesionOptions options, Modalities modalities, ReadOnlySpan<byte> foreground, int size, RandomStream random)
    {
        var center = PixelOf(foreground, random.NextInt(foreground.Length - foreground.Count((byte)0)));
        var radius = options.Radius.DrawRatio(random) * size;
        var inSlice = Math.Sqrt(options.Elongation.Draw(random));
        var (first, second, across) = (radius * inSlice, radius / inSlice, radius * Stretch(options.Elongation, random));
        var contrast = Contrasts(options, modalities, random);
        return new()
        {
            CenterX = center / size,
            CenterY = center % size,
            First = first,
            Second = second,
            Across = across,
            Angle = random.NextDouble(0, Math.PI),
            Roughness = options.Roughness.Draw(random),
            Edge = Math.Min(options.Edge.Draw(random) * size / radius, 1),
            Boundary = NoiseLattice.Draw(random),
            Grain = NoiseLattice.Draw(random),
            Texture = options.Texture.Draw(random),
            Contrast = contrast,
            CoreContrast = ByChannel(modalities, modality => contrast[modalities.ChannelOf(modality)] * options.CoreContrast.Draw(random)),
            CoreRadius = random.NextDouble() < options.CoreShare ? options.CoreRadius.Draw(random) : 0,
            Flattening = options.Flattening.Draw(random),
        };
    }

    /// <summary>A value for each channel, drawn in the order of the modalities' names.</summary>
    internal static ImmutableArray<float> ByChannel(Modalities modalities, Func<Modality, double> draw)
    {
        var values = new float[modalities.Count];
        foreach (var modality in modalities.Order(Modality.ByName))
        {
            values[modalities.ChannelOf(modality)] = (float)draw(modality);
        }

        return [.. values];
    }

    private static ImmutableArray<float> Contrasts(LesionOptions options, Modalities modalities, RandomStream random)
    {
        var drawn = ByChannel(modalities, modality => options.ContrastOf(modality).Draw(random));
        var strongest = drawn.Max(Math.Abs);
        return strongest > 0 && strongest < options.MinimumContrast ? [.. drawn.Select(value => (float)(value * options.MinimumContrast / strongest))] : drawn;
    }

    /// <summary>As much longer or shorter than the radius as the axes in the slice may be.</summary>
    private static double Stretch(ValueRange elongation, RandomStream random)
    {
        var stretch = Math.Sqrt(elongation.Draw(random));
        return random.NextInt(2) == 0 ? stretch : 1 / stretch;
    }

    private static int PixelOf(ReadOnlySpan<byte> foreground, int number)
    {
        for (var pixel = 0; ; pixel++)
        {
            if (foreground[pixel] != 0 && number-- == 0)
            {
                return pixel;
            }
        }
    }
}
