using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Method.Corruption;

/// <summary>
/// A kind of corruption that the network learns to undo, with its options. A kind of its own is a record derived from
/// this one, registered with <see cref="Corruptions"/>. Being a record, its options can be compared: a run is resumed
/// with the same ones only.
/// </summary>
public abstract record CorruptionOptions
{
    /// <summary>The name that the kind is registered under.</summary>
    [JsonIgnore]
    public string Name => Corruptions.Kinds.NameOf(this);

    /// <summary>
    /// Says of every value that cannot be used what it must be; nothing where all can. A fault of a property Count is
    /// `new OptionFault(Count, "must be 1 to 100", "Corruption.Count")`: value, requirement, path of the property.
    /// </summary>
    /// <param name="size">Edge of a slice in pixels.</param>
    public virtual IEnumerable<OptionFault> Faults(int size) => [];

    /// <summary>Draws what is random about the corruption of one batch, without changing anything yet.</summary>
    /// <param name="slices">Slices in the batch.</param>
    /// <param name="modalities">Number of modalities.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    /// <param name="random">The batch's own stream, keyed by seed, purpose and iteration; the only source of randomness.</param>
    public abstract ICorruption Draw(int slices, int modalities, int size, RandomStream random);
}
