using BrainDae.Method.Kinds;

namespace BrainDae.Method.Network;

/// <summary>Stores a network as its name and its options.</summary>
internal sealed class NetworkConverter() : KindConverter<NetworkOptions>(Networks.Kinds);
