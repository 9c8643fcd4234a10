namespace BrainDae.Method.Network;

/// <summary>The published network; the defaults are its 7,703,748 parameters.</summary>
public sealed record UNetOptions : LevelOptions;
