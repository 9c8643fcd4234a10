using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>Gaussian noise drawn on a coarse grid and upsampled (paper section 3.1): the published corruption.</summary>
public sealed record CoarseNoiseOptions : NoiseOptions
{
    /// <summary>Edge of the coarse Gaussian field in cells, 1 to the slice size; the published value is 16.</summary>
    public int Resolution { get; init; } = 16;

    /// <summary>
    /// Whether each slice has noise of its own: its resolution half, all or double of <see cref="Resolution"/>, its
    /// deviation uniform from half to one and a half of <see cref="NoiseOptions.StandardDeviation"/>. Published: false.
    /// </summary>
    public bool Mixed { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults(int size) => new[]
    {
        OptionFault.Unless(Resolution >= 1 && Resolution <= size, Resolution, $"must be 1 to the slice size, {size}", "Corruption.Resolution"),
        OptionFault.Unless(
            !Mixed || (Resolution >= 2 && 2 * Resolution <= size),
            Mixed,
            $"half and double of {new OptionName("Corruption.Resolution")} {Resolution} must be 1 to the slice size, {size}",
            "Corruption.Mixed"),
    }.OfType<OptionFault>().Concat(base.Faults(size));

    /// <inheritdoc/>
    public override ICorruption Draw(int slices, int modalities, int size, RandomStream random) => new Drawn(Mixed
        ? [.. Enumerable.Range(0, slices).Select(_ => NoiseDraw.From(OfOneSlice(random), modalities, size, random))]
        : [NoiseDraw.From(this, slices * modalities, size, random)]);

    /// <summary>The noise of one slice where each has its own.</summary>
    /// <param name="random">The batch's own stream.</param>
    internal CoarseNoiseOptions OfOneSlice(RandomStream random) => new()
    {
        Resolution = Resolution / 2 << random.NextInt(3),
        StandardDeviation = StandardDeviation * (0.5 + random.NextDouble()),
    };

    /// <param name="Draws">One for the whole batch, or one a slice.</param>
    private sealed record Drawn(ImmutableArray<NoiseDraw> Draws) : ICorruption
    {
        public void Apply(SliceBatch batch)
        {
            var count = batch.Count / Draws.Length;
            for (var i = 0; i < Draws.Length; i++)
            {
                var part = batch.Part(i * count, count);
                CoarseNoise.Apply(Draws[i].Scaled(part.Strength), part.Clean, part.Foreground, part.Corrupted, part.Modalities, part.Size);
            }
        }
    }
}
