using BrainDae.Method.Kinds;

namespace BrainDae.Method.Corruption;

/// <summary>Stores a corruption as its name and its options.</summary>
internal sealed class CorruptionConverter() : KindConverter<CorruptionOptions>(Corruptions.Kinds);
