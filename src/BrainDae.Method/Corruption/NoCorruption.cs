using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>Leaves slices as they are: what a plain autoencoder learns from, and a network that is to find synthetic lesions only.</summary>
public sealed record NoCorruption : CorruptionOptions
{
    /// <inheritdoc/>
    public override ICorruption Draw(int slices, int modalities, int size, RandomStream random) => new Nothing();

    private sealed record Nothing : ICorruption
    {
        public void Apply(SliceBatch batch) => batch.Clean.CopyTo(batch.Corrupted);
    }
}
