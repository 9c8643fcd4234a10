namespace BrainDae.Method.Network;

/// <summary>The U-Net with the slice before and the slice after as further input channels; it reconstructs the middle one.</summary>
public sealed record UNet25DOptions : LevelOptions
{
    /// <inheritdoc/>
    public override int Neighbors => 1;
}
