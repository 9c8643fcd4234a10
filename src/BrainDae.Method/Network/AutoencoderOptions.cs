using BrainDae.Files;
namespace BrainDae.Method.Network;

/// <summary>
/// The U-Net's levels without skip connections: everything passes a spatial bottleneck, as in the autoencoder that the
/// paper compares with.
/// </summary>
public sealed record AutoencoderOptions : LevelOptions
{
    /// <summary>Channels of the bottleneck at the deepest level, 1 to 4096. Default 16: at 128 pixels, four levels and four modalities a sixteenth of the input.</summary>
    public int BottleneckChannels { get; init; } = 16;

    /// <inheritdoc/>
    public override string Summary => $"{base.Summary}, {BottleneckChannels} in its bottleneck";

    internal override int? Bottleneck => BottleneckChannels;

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults() => base.Faults().Concat(new[]
    {
        OptionFault.Unless(Depth != 1, Depth, "must be 2 to 7, since an autoencoder of one level has no bottleneck", "Network.Depth"),
        OptionFault.Unless(BottleneckChannels is >= 1 and <= 4096, BottleneckChannels, "must be 1 to 4096", "Network.BottleneckChannels"),
    }.OfType<OptionFault>());
}
